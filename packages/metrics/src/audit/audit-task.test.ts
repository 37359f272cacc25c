import { taskAudit } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { countsFromRows } from '../counts/count-rows.js';
import { auditTask } from './audit-task.js';

const spec = {
  attributes: [
    { name: 'camera', labels: ['old', 'new'] },
    { name: 'kind', labels: ['a', 'b'] },
  ],
  labels: ['a', 'b'],
};
const counts = countsFromRows(spec, [
  { group: { camera: 'old', kind: 'a' }, truth: 'a', predicted: 'a', n: 8 },
  { group: { camera: 'old', kind: 'a' }, truth: 'a', predicted: 'b', n: 2 },
  { group: { camera: null, kind: 'b' }, truth: 'b', predicted: 'b', n: 5 },
]);

describe('auditTask', () => {
  const audit = auditTask({
    task: 'kind',
    kind: 'nominal',
    labels: ['a', 'b'],
    attribute: 'kind',
    counts,
    excluded: 1,
  });

  it('makes a document that the schema accepts, with every grouping and every label combination', () => {
    expect(taskAudit.parse(audit)).toEqual(audit);
    expect(audit.groupings.map(({ by, degenerate, slices }) => [by, degenerate, slices.length])).toEqual([
      [['camera'], false, 2],
      [['kind'], true, 2],
      [['camera', 'kind'], true, 4],
    ]);
  });

  it('leaves images without a label out of the groupings by it, and in the whole', () => {
    expect(audit.overall.n).toBe(15);
    expect(audit.groupings[0]?.slices.map(({ n }) => n)).toEqual([10, 0]);
    expect(audit.groupings[1]?.slices.map(({ n }) => n)).toEqual([10, 5]);
  });

  it('says why a value is undefined', () => {
    const old = audit.groupings[0]?.slices[0];
    expect(old?.confusion).toEqual([
      [8, 2],
      [0, 0],
    ]);
    // Wilson's interval of 8 out of 10, published widely as (0.4902, 0.9433).
    const { value, low, high, n, method } = old?.metrics['accuracy'] ?? {};
    expect([value, n, method]).toEqual([0.8, 10, 'wilson']);
    expect([low, high].map((limit) => limit?.toFixed(4))).toEqual(['0.4902', '0.9433']);
    expect(old?.classes[1]?.metrics['recall']).toMatchObject({ value: null, n: 0, reason: 'no_true' });
    expect(old?.classes[1]?.metrics['precision']).toMatchObject({ value: 0, n: 2 });
    expect(old?.metrics['macro_recall']).toMatchObject({ value: 0.8, classes: 1 });
    const empty = audit.groupings[0]?.slices[1];
    expect(empty?.metrics['accuracy']).toMatchObject({ value: null, n: 0, reason: 'no_samples' });
    const own = audit.groupings[1]?.slices[0];
    expect(own?.classes[0]?.metrics['precision']).toMatchObject({ value: null, reason: 'degenerate' });
    expect(own?.classes[0]?.metrics['recall']).toMatchObject({ value: 0.8 });
    expect(own?.metrics['macro_f1']).toMatchObject({ value: null, reason: 'degenerate' });
  });
});
