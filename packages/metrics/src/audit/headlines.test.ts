import type { Disparity, Estimate, Grouping, TaskAudit } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { headlines } from './headlines.js';

const estimate = (value: number | null): Estimate => ({
  value,
  low: null,
  high: null,
  n: 10,
  method: 'wilson',
});

const disparity = (gap: number | null, q: number | null): Disparity => ({
  metric: 'accuracy',
  best: { group: { x: 'a' }, value: 1 },
  worst: { group: { x: 'b' }, value: 1 - (gap ?? 0) },
  gap: estimate(gap),
  ratio: estimate(null),
  expectedGapIfFair: 0.01,
  p: q,
  q,
  betweenGroupSd: estimate(null),
  detectable: null,
});

const grouping = (by: string[], disparities: Disparity[], degenerate = false): Grouping => ({
  by,
  degenerate,
  slices: [],
  disparities,
});

function task(groupings: Grouping[]): TaskAudit {
  const overall = { group: {}, n: 10, confusion: [], metrics: { accuracy: estimate(0.9) }, classes: [] };
  return { task: 'kind', kind: 'nominal', labels: ['a', 'b'], excluded: 0, overall, groupings };
}

describe('headlines', () => {
  it('names the widest real gap of a single attribute before wider ones within noise', () => {
    const [found] = headlines({
      tasks: [
        task([
          grouping(['light'], [disparity(0.3, 0.2)]),
          grouping(['camera'], [disparity(0.1, 0.01)]),
          grouping(['kind'], [disparity(0.5, 0.001)], true),
          grouping(['light', 'camera'], [disparity(0.6, 0.001)]),
        ]),
      ],
    });
    expect(found).toEqual({
      task: 'kind',
      accuracy: estimate(0.9),
      gap: {
        by: 'camera',
        best: { group: { x: 'a' }, value: 1 },
        worst: { group: { x: 'b' }, value: 0.9 },
        gap: estimate(0.1),
        expectedGapIfFair: 0.01,
        verdict: 'real',
      },
    });
  });

  it('says what is within noise and what is unknown', () => {
    const verdict = (q: number | null) =>
      headlines({ tasks: [task([grouping(['light'], [disparity(0.3, q)])])] })[0]?.gap?.verdict;
    expect([verdict(0.051), verdict(0.05), verdict(null)]).toEqual(['noise', 'real', 'unknown']);
    expect(headlines({ tasks: [task([grouping(['light'], [])])] })[0]?.gap).toBeNull();
  });
});
