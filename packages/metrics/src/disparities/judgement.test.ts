import { describe, expect, it } from 'vitest';
import { auditTask } from '../audit/audit-task.js';
import { type CountRow, countsFromRows } from '../counts/count-rows.js';
import { settlingSampleSize } from '../power/sample-size.js';

const attributes = [{ name: 'camera', labels: ['old', 'new'] }];

function accuracyBy(right: Record<string, [count: number, n: number]>) {
  const rows = Object.entries(right).flatMap(([camera, [count, n]]): CountRow[] => [
    { group: { camera }, truth: 'a', predicted: 'a', n: count },
    { group: { camera }, truth: 'a', predicted: 'b', n: n - count },
  ]);
  const audit = auditTask({
    task: 'kind',
    kind: 'nominal',
    labels: ['a', 'b'],
    counts: countsFromRows({ attributes, labels: ['a', 'b'] }, rows),
    excluded: 0,
    plan: { margin: 0.05 },
  });
  return audit.groupings[0]?.disparities.find(({ metric }) => metric === 'accuracy');
}

describe('pairs', () => {
  it('have score limits and the two one-sided tests of known answer equivalence-01 (mpmath)', () => {
    const [pair] = accuracyBy({ old: [1140, 1500], new: [1150, 1500] })?.pairs ?? [];
    expect(pair?.groups).toEqual([{ camera: 'old' }, { camera: 'new' }]);
    expect(pair?.equivalenceP).toBeCloseTo(0.002634765257901858, 12);
    expect(pair?.equivalent).toBe(true);
    expect(pair?.adjustedP).toBe(pair?.p);
  });

  it('are different where the limits say so (known answer diff-14, mpmath)', () => {
    const [pair] = accuracyBy({ old: [1140, 1556], new: [1720, 2085] })?.pairs ?? [];
    expect(pair?.difference.low).toBeCloseTo(-0.11983868595368238, 9);
    expect(pair?.difference.high).toBeCloseTo(-0.06505938501381663, 9);
    expect(pair?.equivalent).toBe(false);
  });
});

describe('the verdict on the margin', () => {
  it('fails, passes or says how many images would settle it', () => {
    expect(accuracyBy({ old: [600, 1000], new: [900, 1000] })?.withinMargin).toEqual({
      margin: 0.05,
      verdict: 'FAIL',
      needed: null,
    });
    expect(accuracyBy({ old: [9000, 10_000], new: [9010, 10_000] })?.withinMargin?.verdict).toBe('PASS');
    const open = accuracyBy({ old: [90, 100], new: [92, 100] })?.withinMargin;
    expect(open?.verdict).toBe('NOT ENOUGH DATA');
    // (1.959964 + 0.841621)²·(0.9·0.1 + 0.92·0.08)/(0.02 − 0.05)² = 1426.7
    expect(open?.needed).toBe(1427);
  });

  it('cannot be settled where the difference is the margin itself', () => {
    expect(settlingSampleSize({ distance: 0, variance: 0.4, critical: 1.96, power: 0.8 })).toBeNull();
  });
});
