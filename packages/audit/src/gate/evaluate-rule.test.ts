import { type PolicyRule, policy } from '@evenhand/contracts';
import { auditTask, type CountRow, countsFromRows } from '@evenhand/metrics';
import { describe, expect, it } from 'vitest';
import { evaluateRule } from './evaluate-rule.js';

const spec = { attributes: [{ name: 'camera', labels: ['a', 'b', 'c'] }], labels: ['x', 'y'] };

/** Right answers out of images, per camera and true class. */
function audit(cells: Record<string, [x: [number, number], y: [number, number]]>, limit: number) {
  const rows = Object.entries(cells).flatMap(([camera, [x, y]]): CountRow[] => [
    { group: { camera }, truth: 'x', predicted: 'x', n: x[0] },
    { group: { camera }, truth: 'x', predicted: 'y', n: x[1] - x[0] },
    { group: { camera }, truth: 'y', predicted: 'y', n: y[0] },
    { group: { camera }, truth: 'y', predicted: 'x', n: y[1] - y[0] },
  ]);
  return auditTask({
    task: 'kind',
    kind: 'nominal',
    labels: spec.labels,
    counts: countsFromRows(spec, rows),
    excluded: 0,
    plan: { margin: limit, headline: ['accuracy', 'recall'] },
  });
}

function rule(text: Record<string, unknown>): PolicyRule {
  const [only] = policy.parse({ rules: [{ task: 'kind', metric: 'accuracy', by: 'camera', ...text }] }).rules;
  if (!only) throw new Error('one rule');
  return only;
}

const wide = {
  a: [
    [490, 500],
    [490, 500],
  ],
  b: [
    [300, 500],
    [480, 500],
  ],
  c: [
    [490, 500],
    [490, 500],
  ],
} as const;
const small = {
  ...wide,
  c: [
    [5, 5],
    [5, 5],
  ],
} as const;
const audited = (cells: typeof wide | typeof small, limit = 0.05) =>
  audit(cells as unknown as Record<string, [[number, number], [number, number]]>, limit);

describe('evaluateRule', () => {
  it('fails a gap that is certainly wider, naming the groups', () => {
    const { verdict, checks } = evaluateRule(rule({ check: 'max_gap', limit: 0.05 }), {
      audit: audited(wide),
      confidence: 0.95,
    });
    expect(verdict).toBe('FAIL');
    expect(checks).toMatchObject([
      {
        verdict: 'FAIL',
        estimate: { value: expect.closeTo(0.2, 12) },
        groups: [{ camera: 'a' }, { camera: 'b' }],
        lacking: [],
      },
    ]);
  });

  it('looks at every class of a metric of classes: one failing class fails the rule', () => {
    const { verdict, checks } = evaluateRule(rule({ metric: 'recall', check: 'max_gap', limit: 0.1 }), {
      audit: audited(wide, 0.1),
      confidence: 0.95,
    });
    expect(verdict).toBe('FAIL');
    expect(checks.map((check) => [check.class, check.verdict])).toEqual([
      ['x', 'FAIL'],
      ['y', 'PASS'],
    ]);
  });

  it('does not pass while a group has too few images', () => {
    const all = evaluateRule(rule({ check: 'max_gap', limit: 0.5 }), {
      audit: audited(wide),
      confidence: 0.95,
    });
    const few = evaluateRule(rule({ check: 'max_gap', limit: 0.5 }), {
      audit: audited(small),
      confidence: 0.95,
    });
    expect(all.verdict).toBe('PASS');
    expect(few).toMatchObject({ verdict: 'NOT ENOUGH DATA', checks: [{ lacking: [{ camera: 'c' }] }] });
  });

  it('holds a floor against every group, and against all images without a grouping', () => {
    const at = (limit: number, by?: string) =>
      evaluateRule(rule({ check: 'floor', limit, by }), { audit: audited(wide), confidence: 0.95 }).verdict;
    expect([at(0.7, 'camera'), at(0.78, 'camera'), at(0.9, 'camera')]).toEqual([
      'PASS',
      'NOT ENOUGH DATA',
      'FAIL',
    ]);
    expect(at(0.9)).toBe('PASS');
  });

  it('refuses what it does not know', () => {
    const evidence = { audit: audited(wide), confidence: 0.95 };
    const evaluate = (text: Record<string, unknown>) => () => evaluateRule(rule(text), evidence);
    expect(evaluate({ metric: 'acuracy', check: 'floor', limit: 1 })).toThrow('There is no metric "acuracy"');
    expect(evaluate({ metric: 'recall', class: 'z', check: 'floor', limit: 1 })).toThrow('has no class "z"');
    expect(evaluate({ check: 'no_regression', margin: 0.01 })).toThrow('no baseline is named');
  });
});
