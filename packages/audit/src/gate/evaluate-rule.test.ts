import { type PolicyRule, policy } from '@evenhand/contracts';
import { auditTask, type CountRow, countsFromRows } from '@evenhand/metrics';
import { describe, expect, it } from 'vitest';
import { evaluateRule } from './evaluate-rule.js';
import type { RuleEvidence } from './rule-evidence.js';

const spec = { attributes: [{ name: 'camera', labels: ['a', 'b', 'c'] }], labels: ['x', 'y'] };

/** Right answers out of images, per camera and true class. */
function audit(
  cells: Record<string, [x: [number, number], y: [number, number]]>,
  { limit, confidence, metric = 'accuracy' }: { limit: number; confidence: number; metric?: string },
) {
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
    plan: { margin: limit, confidence, headline: [metric, 'accuracy', 'recall'] },
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
const evidence = (cells: typeof wide | typeof small, limit = 0.05, metric = 'accuracy'): RuleEvidence => ({
  auditAt: (confidence) =>
    audit(cells as unknown as Record<string, [[number, number], [number, number]]>, {
      ...{ limit, confidence, metric },
    }),
  confidence: 0.95,
});

describe('evaluateRule', () => {
  it('fails a gap that is certainly wider, naming the groups', () => {
    const { verdict, checks } = evaluateRule(rule({ check: 'max_gap', limit: 0.05 }), evidence(wide));
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
    const { verdict, checks } = evaluateRule(
      rule({ metric: 'recall', check: 'max_gap', limit: 0.1 }),
      evidence(wide, 0.1),
    );
    expect(verdict).toBe('FAIL');
    expect(checks.map((check) => [check.class, check.verdict])).toEqual([
      ['x', 'FAIL'],
      ['y', 'PASS'],
    ]);
  });

  it('does not pass while a group has too few images', () => {
    const all = evaluateRule(rule({ check: 'max_gap', limit: 0.5 }), evidence(wide));
    const few = evaluateRule(rule({ check: 'max_gap', limit: 0.5 }), evidence(small));
    expect(all.verdict).toBe('PASS');
    expect(few).toMatchObject({
      verdict: 'NOT ENOUGH DATA',
      checks: [{ lacking: [{ camera: 'c' }], needed: 30 }],
    });
  });

  it('holds a floor against every group, and against all images without a grouping', () => {
    const at = (limit: number, by?: string) =>
      evaluateRule(rule({ check: 'floor', limit, by }), evidence(wide)).verdict;
    expect([at(0.7, 'camera'), at(0.78, 'camera'), at(0.9, 'camera')]).toEqual([
      'PASS',
      'NOT ENOUGH DATA',
      'FAIL',
    ]);
    expect(at(0.9)).toBe('PASS');
  });

  it('refuses what it does not know', () => {
    const evaluate = (text: Record<string, unknown>) => () => evaluateRule(rule(text), evidence(wide));
    expect(evaluate({ metric: 'acuracy', check: 'floor', limit: 1 })).toThrow('There is no metric "acuracy"');
    expect(evaluate({ metric: 'recall', class: 'z', check: 'floor', limit: 1 })).toThrow('has no class "z"');
    expect(evaluate({ check: 'no_regression', margin: 0.01 })).toThrow('no baseline is named');
  });

  it('refuses what no data could decide, with another way to say it', () => {
    const evaluate = (text: Record<string, unknown>) => () => evaluateRule(rule(text), evidence(wide));
    expect(evaluate({ metric: 'fnr', check: 'floor', limit: 0.1 })).toThrow('can never be decided');
    expect(evaluate({ metric: 'prevalence', check: 'max_gap', limit: 0.1 })).toThrow('describes the data');
    expect(evaluate({ metric: 'selection_rate', check: 'no_regression', margin: 0.1 })).toThrow(
      'neither end',
    );
    expect(evaluate({ metric: 'mae', check: 'max_gap', limit: 0.1 })).toThrow('The run has no mae of kind');
    expect(evaluate({ metric: 'ece', check: 'max_gap', limit: 0.1 })).toThrow('The run has no ece of kind');
  });

  it('prints the limits that decide a floor, and the images that would settle it', () => {
    const open = evaluateRule(rule({ check: 'floor', limit: 0.77 }), evidence(wide));
    // Camera b has 780 of 1,000. scipy: beta.ppf(0.05, 780, 221) = 0.7573538; for three groups at once the level is
    // 0.0169524: beta.ppf(1 − 0.0169524, 781, 220) = 0.8073022.
    expect(open.checks).toMatchObject([
      {
        verdict: 'NOT ENOUGH DATA',
        groups: [{ camera: 'b' }],
        estimate: { value: 0.78, method: 'clopper-pearson' },
      },
    ]);
    expect(open.checks[0]?.estimate.low).toBeCloseTo(0.7573538, 5);
    expect(open.checks[0]?.estimate.high).toBeCloseTo(0.8073022, 5);
    // (1.644854 + 0.841621)²·0.78·0.22/0.01² = 10,609, but for the width of Wilson's limits.
    expect(open.checks[0]?.needed).toBeGreaterThan(10_400);
    expect(open.checks[0]?.needed).toBeLessThan(10_800);
  });

  it('fails a class only by limits that hold for all classes of the rule at once', () => {
    // Recall of x for camera b, 300 of 500, alone and beside y.
    const limit = 0.65;
    const named = evaluateRule(rule({ metric: 'recall', class: 'x', check: 'floor', limit }), evidence(wide));
    const all = evaluateRule(rule({ metric: 'recall', check: 'floor', limit }), evidence(wide));
    const high = ({ checks }: typeof all): number => checks[0]?.estimate.high ?? 0;
    // scipy: levels 1 − 0.95^(1/3) and 1 − 0.95^(1/6), beta.ppf(1 − level, 301, 200) = 0.6466584 and 0.6522555.
    expect(high(named)).toBeCloseTo(0.6466584, 5);
    expect(high(all)).toBeCloseTo(0.6522555, 5);
    expect([named.verdict, all.verdict]).toEqual(['FAIL', 'NOT ENOUGH DATA']);
  });

  it('decides metrics that are no proportion by their own limits, one-sided and for all groups at once', () => {
    const decided = (limit: number) =>
      evaluateRule(rule({ metric: 'macro_f1', check: 'floor', limit }), evidence(wide, 0.05, 'macro_f1'));
    const { verdict, checks } = decided(0.77);
    expect(verdict).toBe('NOT ENOUGH DATA');
    const two = evidence(wide).auditAt(0.9).groupings[0]?.slices[1]?.metrics['macro_f1'];
    expect(checks[0]?.estimate.low).toBe(two?.low);
    expect(checks[0]?.estimate.method).toBe('logit-delta');
    expect(checks[0]?.needed).toBeGreaterThan(1000);
    expect([decided(0.7).verdict, decided(0.9).verdict]).toEqual(['PASS', 'FAIL']);
  });
});
