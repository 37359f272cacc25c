import type { MetricChange, SliceComparison, TaskComparison } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTask } from './compare-task.js';
import { comparisonShape } from './comparison-shape.js';
import {
  type ComparisonTables,
  emptyComparisonTables,
  type SharedRow,
  tabulateShared,
} from './comparison-tables.js';
import { addJoint, emptyJoint } from './joint-table.js';
import { mergeComparisonTables } from './merge-comparison-tables.js';

const labels = ['small', 'medium', 'large'];
const attributes = [
  { name: 'camera', labels: ['old', 'new', 'borrowed'] },
  { name: 'size', labels },
];
const task = { name: 'size', kind: 'ordinal' as const, labels, attribute: 'size' };
const { shape } = comparisonShape(['a', 'b'].map((run) => ({ run, attributes, tasks: [task] })));

const probabilities = fc
  .array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 })
  .map((parts) => parts.map((part) => part / parts.reduce((sum, own) => sum + own, 0)));
const label = fc.integer({ min: 0, max: 2 });
const prediction = fc.record({ predicted: label, scores: fc.oneof(fc.constant(null), probabilities) });
/** One image under both models; the attribute of the task is the truth. */
const image = fc
  .record({
    camera: fc.option(fc.constantFrom('old', 'new'), { nil: null }),
    truth: label,
    a: prediction,
    b: prediction,
  })
  .map(
    ({ camera, truth, a, b }): SharedRow => ({
      task: 0,
      labels: { camera, size: labels[truth] ?? null },
      predictions: [
        { truth, ...a },
        { truth, ...b },
      ],
    }),
  );
const images = fc.array(image, { maxLength: 80 });

function tabulate(rows: readonly SharedRow[]): ComparisonTables {
  const [tables] = tabulateShared(shape, rows);
  if (!tables) throw new Error('one task, one table');
  return tables;
}

function compare(rows: readonly SharedRow[]): TaskComparison {
  const { joints, scores, pairedScores, excluded, disputed } = tabulate(rows);
  const [joint, paired, base, candidate] = [joints[0], pairedScores[0], scores[0], scores[1]];
  if (!joint || !paired || !base || !candidate) throw new Error('two runs make one comparison');
  return compareTask({
    ...{ task: 'size', kind: 'ordinal', labels, attribute: 'size', joint, excluded, disputed },
    scores: { base, candidate, paired },
  });
}

function swapped(rows: readonly SharedRow[]): SharedRow[] {
  return rows.map((row) => ({ ...row, predictions: [...row.predictions].reverse() }));
}

function slices({ overall, groupings }: TaskComparison): SliceComparison[] {
  return [overall, ...groupings.flatMap((grouping) => grouping.slices)];
}

function changes(slice: SliceComparison): [string, MetricChange][] {
  return [
    ...Object.entries(slice.metrics),
    ...slice.classes.flatMap(({ label: name, metrics }) =>
      Object.entries(metrics).map(([id, change]): [string, MetricChange] => [`${id}/${name}`, change]),
    ),
  ];
}

const negated = (value: number | null): number | null => (value === null ? null : -value);
/** ∞ where only one is null. Root finding from the other side stops a few units of the last place elsewhere. */
function difference(a: number | null | undefined, b: number | null): number {
  if (a === null || a === undefined || b === null) return a === b ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(a - b);
}

describe('properties', () => {
  it('swapping base and candidate negates every change', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const [there, back] = [compare(rows), compare(swapped(rows))];
        const wrong: unknown[] = [];
        const others = slices(back);
        for (const [index, slice] of slices(there).entries()) {
          const other = others[index];
          if (!other) throw new Error('the same slices both ways');
          expect(other.flips).toMatchObject({
            ...{ bothRight: slice.flips.bothRight, fixed: slice.flips.broken, broken: slice.flips.fixed },
            ...{ bothWrong: slice.flips.bothWrong, changed: slice.flips.changed },
          });
          expect(other.confusion).toEqual({
            base: slice.confusion.candidate,
            candidate: slice.confusion.base,
          });
          const mirrored = new Map(changes(other));
          for (const [key, { base, candidate, delta, p }] of changes(slice)) {
            const found = mirrored.get(key);
            const differences = [
              difference(found?.base, candidate),
              difference(found?.candidate, base),
              difference(found?.delta.value, negated(delta.value)),
              difference(found?.delta.low, negated(delta.high)),
              difference(found?.delta.high, negated(delta.low)),
              difference(found?.p, p),
            ];
            const isSame = found?.delta.n === delta.n && found.delta.method === delta.method;
            if (!isSame || differences.some((own) => !(own < 1e-9)))
              wrong.push([key, { base, candidate, delta, p }, found]);
          }
        }
        for (const [index, { changes: groups }] of there.groupings.entries()) {
          for (const [at, { gapChange, heterogeneity }] of groups.entries()) {
            const other = back.groupings[index]?.changes[at];
            expect(difference(other?.gapChange.value, negated(gapChange.value))).toBeLessThan(1e-9);
            expect(difference(other?.gapChange.low, negated(gapChange.high))).toBeLessThan(1e-9);
            expect(other?.heterogeneity.statistic).toBeCloseTo(heterogeneity.statistic, 6);
          }
        }
        expect(wrong).toEqual([]);
        const verdicts = ({ findings }: TaskComparison, verdict: string): number =>
          findings.filter((finding) => finding.verdict === verdict).length;
        expect(verdicts(back, 'worse')).toBe(verdicts(there, 'better'));
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  it('a model compared with itself has not changed, for anyone', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const alike = rows.map((row) => ({
          ...row,
          predictions: row.predictions.map(() => row.predictions[0]),
        }));
        const found = compare(alike as SharedRow[]);
        const wrong: unknown[] = [];
        expect(found.findings).toEqual([]);
        for (const slice of slices(found)) {
          expect([slice.flips.fixed, slice.flips.broken, slice.flips.changed]).toEqual([0, 0, 0]);
          for (const [key, { base, candidate, delta, p }] of changes(slice)) {
            const { value, low, high } = delta;
            const isUnchanged = value === null || (value === 0 && (low ?? 0) <= 0 && (high ?? 0) >= 0);
            if (candidate !== base || !isUnchanged || (p ?? 1) !== 1)
              wrong.push([key, { base, candidate, delta, p }]);
          }
        }
        expect(wrong).toEqual([]);
        for (const { gapChange, heterogeneity } of found.groupings.flatMap((grouping) => grouping.changes)) {
          expect(gapChange.value).toBe(0);
          expect(heterogeneity.statistic).toBeCloseTo(0, 12);
        }
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  it('merging parts is tabulating once, in any order, and an empty part changes nothing', () => {
    fc.assert(
      fc.property(images, fc.nat(80), (rows, cut) => {
        const [first, second] = [tabulate(rows.slice(0, cut)), tabulate(rows.slice(cut))];
        const whole = tabulate(rows);
        expect(mergeComparisonTables(first, second)).toEqual(whole);
        expect(mergeComparisonTables(second, first)).toEqual(whole);
        const [nothing] = emptyComparisonTables(shape);
        if (nothing) expect(mergeComparisonTables(whole, nothing)).toEqual(whole);
        expect(compare([...rows].reverse())).toEqual(compare(rows));
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it('flips add up, over classes and over the groups of a partition', () => {
    fc.assert(
      fc.property(images, (rows) => {
        const found = compare(rows);
        for (const { n, flips, classes } of slices(found)) {
          expect(flips.bothRight + flips.fixed + flips.broken + flips.bothWrong).toBe(n);
          for (const kind of ['bothRight', 'fixed', 'broken', 'bothWrong'] as const) {
            expect(classes.reduce((sum, own) => sum + own.flips[kind], 0)).toBe(flips[kind]);
          }
        }
        for (const { slices: own, unlabelled } of found.groupings) {
          expect(own.reduce((sum, { n }) => sum + n, unlabelled)).toBe(found.overall.n);
        }
      }),
      { numRuns: 25, seed: 4 },
    );
  });
});

/** `n` images of one camera and true size. */
function add(
  joint: ReturnType<typeof emptyJoint>,
  [camera, truth, base, candidate]: readonly [string, string, string, string],
  n: number,
): void {
  addJoint(joint, { group: { camera, size: truth }, truth, base, candidate }, n);
}

describe('a table made by hand', () => {
  const joint = emptyJoint({ attributes, labels });
  // The known answer paired-05: 184 images, 25 fixed and 9 broken.
  add(joint, ['old', 'small', 'small', 'small'], 100);
  add(joint, ['old', 'small', 'large', 'medium'], 50);
  add(joint, ['old', 'small', 'medium', 'small'], 25);
  add(joint, ['old', 'small', 'small', 'large'], 9);
  // Certainly worse: 40 of 200 broken.
  add(joint, ['new', 'medium', 'medium', 'medium'], 160);
  add(joint, ['new', 'medium', 'medium', 'large'], 40);
  // All lost, but only 12 images.
  add(joint, ['borrowed', 'large', 'large', 'medium'], 12);
  const found = compareTask({
    ...{ task: 'size', kind: 'ordinal', labels, attribute: 'size', joint, excluded: 0, disputed: 0 },
  });
  const byCamera = found.groupings.find(({ by }) => by.join() === 'camera');

  it('has the limits of the known answers, and flips', () => {
    const old = byCamera?.slices[0];
    const { value, low, high, n, method } = old?.metrics['accuracy']?.delta ?? {};
    expect({ value, low, high, n, method }).toEqual({
      value: expect.closeTo(0.08695652173913043, 12),
      low: expect.closeTo(0.02622242375919625, 9),
      high: expect.closeTo(0.15155510099526767, 9),
      n: 184,
      method: 'tango',
    });
    // paired-01.
    expect(old?.metrics['accuracy']?.p).toBeCloseTo(0.0059881205670535564, 12);
    expect(old?.flips).toMatchObject({ bothRight: 100, fixed: 25, broken: 9, bothWrong: 50, changed: 84 });
    expect(old?.flips.negativeFlipRate.value).toBe(9 / 184);
    expect(old?.flips.brokenAmongRight).toMatchObject({ value: 9 / 109, n: 109 });
    expect(old?.classes[0]?.predicted).toEqual({ base: 109, candidate: 125 });
    // Moves small → large 9 to 0, medium → small 25 to 0, large → medium 50 to 0.
    expect(old?.pattern).toMatchObject({ statistic: 84, df: 3 });
    expect(old?.metrics['mae']).toMatchObject({
      base: (2 * 50 + 25) / 184,
      candidate: (50 + 2 * 9) / 184,
      delta: { method: 'paired-t', n: 184 },
    });
  });

  it('calls certain what Holm’s limits exclude, never a group with few images', () => {
    const accuracy = found.findings.filter(
      ({ metric, by }) => metric === 'accuracy' && by.join() === 'camera',
    );
    expect(
      accuracy.map(({ verdict, certain, group, delta }) => [verdict, certain, group['camera'], delta.n]),
    ).toEqual([
      ['worse', true, 'new', 200],
      ['worse', false, 'borrowed', 12],
      ['better', true, 'old', 184],
    ]);
    expect(accuracy[1]?.adjusted).toBeNull();
    expect(accuracy[0]?.adjusted?.high).toBeLessThan(0);
    // Holm's second of two, times the five families that share the error rate: recalls overall, and by camera;
    // accuracies by camera, by size and by both.
    expect(accuracy[0]?.adjusted?.p).toBeCloseTo(5 * 2 * 2.539628589470449e-10, 15);
  });

  it('says the recall of a class once where the class is a group', () => {
    expect(found.findings.some(({ by, metric }) => by.join() === 'size' && metric === 'accuracy')).toBe(true);
    expect(found.findings.some(({ by, metric }) => by.length === 0 && metric === 'recall')).toBe(false);
  });

  it('compares the gaps of the groups with enough images', () => {
    const gap = byCamera?.changes.find(({ metric }) => metric === 'accuracy');
    expect(gap).toMatchObject({
      groups: 2,
      base: {
        best: { group: { camera: 'new' }, value: 1 },
        worst: { group: { camera: 'old' }, value: 109 / 184 },
      },
      candidate: { worst: { group: { camera: 'old' }, value: 125 / 184 } },
      heterogeneity: { df: 1 },
    });
    expect(gap?.gapChange.value).toBeCloseTo(0.8 - 125 / 184 - (1 - 109 / 184), 12);
    expect(gap?.heterogeneity.p).toBeLessThan(1e-9);
  });

  it('restricts groupings by the task’s own label, and marks sizes', () => {
    const own = found.groupings.find(({ by }) => by.join() === 'size');
    expect(own?.degenerate).toBe(true);
    expect(own?.slices[0]?.metrics['macro_f1']?.delta).toMatchObject({ value: null, reason: 'degenerate' });
    expect(own?.slices[0]?.metrics['accuracy']?.delta.value).not.toBeNull();
    expect(byCamera?.slices.map(({ size }) => size)).toEqual(['enough', 'enough', 'few']);
    const both = found.groupings.find(({ by }) => by.join() === 'camera,size');
    expect(both?.slices.map(({ size }) => size)).toContain('none');
    expect(both?.slices.find(({ n }) => n === 0)?.metrics['accuracy']?.delta).toMatchObject({
      value: null,
      reason: 'no_samples',
    });
  });
});

describe('runs that do not fit altogether', () => {
  const run = (name: string, tasks: Parameters<typeof comparisonShape>[0][number]['tasks']) => ({
    run: name,
    attributes,
    tasks,
  });

  it('match tasks and labels by name, and leave out what differs', () => {
    const colour = { name: 'colour', kind: 'nominal' as const, labels: ['red', 'blue'], attribute: 'colour' };
    const found = comparisonShape([
      run('a', [task, colour, { ...task, name: 'shape' }, { ...task, name: 'age' }]),
      run('b', [
        { ...task, name: 'shape', attribute: null },
        { ...colour, labels: ['red', 'green'] },
        { ...task, labels: ['large', 'small', 'medium'], order: ['small', 'medium', 'large'] },
        { ...task, name: 'mood' },
      ]),
    ]);
    expect(found.shape.tasks.map(({ name, runs }) => [name, runs])).toEqual([
      [
        'size',
        [
          { task: 0, positions: [0, 1, 2] },
          { task: 2, positions: [2, 0, 1] },
        ],
      ],
    ]);
    expect(found.warnings.map(({ message }) => message)).toEqual([
      'The task colour is left out: its labels differ: run b lacks blue and has green besides.',
      'The task shape is left out: run b predicts it, but could not measure it.',
      'The task age is left out: run b does not have it.',
      'The task mood of run b is left out: run a does not have it.',
    ]);
    const other = { ...task, order: ['large', 'medium', 'small'] };
    expect(comparisonShape([run('a', [task]), run('b', [other])]).warnings).toEqual([
      expect.objectContaining({ code: 'order_differs' }),
    ]);
    expect(() => comparisonShape([run('a', [task]), run('b', [colour])])).toThrow(/No task can be compared/);
  });

  it('leave out images whose truth a map removes, or of which the runs hold different labels to be true', () => {
    const row = (...truths: (number | null)[]): SharedRow => ({
      task: 0,
      labels: { camera: 'old', size: 'small' },
      predictions: truths.map((truth) => ({ truth, predicted: 0, scores: null })),
    });
    const tables = tabulate([row(0, 0), row(0, 1), row(null, 0), row(1, null), row(2, 2)]);
    expect([tables.excluded, tables.disputed, tables.joints[0]?.entries.size]).toEqual([2, 1, 2]);
    expect(tables.patterns).toEqual(
      new Map([
        [3, 1],
        [0, 1],
      ]),
    );
    expect(tables.pairedScores[0]?.cells.size).toBe(0);
  });
});
