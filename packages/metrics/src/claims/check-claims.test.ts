import type { ReportedMetric } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkClaims } from './check-claims.js';

interface Row {
  label: string;
  precision: string;
  recall: string;
  f1: string;
  support: number;
}

const metric = (
  entry: Omit<ReportedMetric, 'task' | 'value' | 'decimals'> & { text: string },
): ReportedMetric => {
  const { text, ...rest } = entry;
  return { task: 't', value: Number(text), decimals: text.split('.')[1]?.length ?? 0, ...rest };
};

const rowMetrics = ({ label, support, ...rates }: Row): ReportedMetric[] =>
  (['precision', 'recall', 'f1'] as const).map((name) =>
    metric({ metric: name, class: label, text: rates[name], support }),
  );

/** The reference card's gender table. */
const gender = [
  ...rowMetrics({ label: 'Female', precision: '0.96', recall: '0.96', f1: '0.96', support: 5162 }),
  ...rowMetrics({ label: 'Male', precision: '0.96', recall: '0.97', f1: '0.97', support: 5792 }),
  metric({ metric: 'accuracy', text: '0.96', support: 10954 }),
  metric({ metric: 'accuracy', text: '0.9638' }),
  metric({ metric: 'macro_precision', text: '0.96', support: 10954 }),
  metric({ metric: 'weighted_f1', text: '0.96', support: 10954 }),
];
const labels = { t: ['Female', 'Male'] };
const check = (metrics: ReportedMetric[]): ReturnType<typeof checkClaims> => checkClaims({ metrics }, labels);

/** With one number changed. */
function changed(place: number, change: Partial<ReportedMetric>): ReportedMetric[] {
  return gender.map((entry, index) => (index === place ? { ...entry, ...change } : entry));
}

describe('a card that contradicts itself', () => {
  it('is not found where all numbers belong to one confusion matrix', () => {
    expect(check(gender)).toEqual([]);
  });

  it('is found by an F1 that is not the harmonic mean, with how far it is off', () => {
    // P in [0.955, 0.965], R in [0.855, 0.865]: F1 in [0.9022, 0.9123]; the card says [0.955, 0.965].
    const [first, ...others] = check(changed(1, { value: 0.86 }));
    expect(first).toMatchObject({ task: 't', rule: 'f1', claims: [2, 0, 1] });
    expect(first?.message).toBe(
      'F1 of "Female" 0.96 cannot come from precision of "Female" 0.96 and recall of "Female" 0.86, which leave 0.90224 to 0.91227: off by 0.043 beyond rounding.',
    );
    expect(first?.beyond).toBeCloseTo(0.955 - (2 * 0.965 * 0.865) / (0.965 + 0.865), 12);
    expect(others.map(({ rule }) => rule)).toEqual(['accuracy', 'accuracy']);
  });

  it('is found by supports that do not add up, and by one class with two supports', () => {
    const supports = gender.map((entry) => (entry.class === 'Male' ? { ...entry, support: 5793 } : entry));
    expect(check(supports)).toMatchObject([
      {
        rule: 'supports',
        message: "The classes' supports add up to 10955, the card says 10954: off by 1.",
        beyond: 1,
      },
    ]);
    expect(check(changed(4, { support: 5793 }))).toMatchObject([{ rule: 'same', claims: [3, 4] }]);
  });

  it('is found by an accuracy that the recalls do not leave, and by two accuracies', () => {
    // Right images: 5162·[0.955, 0.965] and 5792·[0.965, 0.975] whole, over 10954: 0.9603 to 0.9702.
    const found = check(changed(7, { value: 0.9738 }));
    expect(found.map(({ rule }) => rule)).toEqual(['same', 'accuracy']);
    expect(found[0]?.beyond).toBeCloseTo(0.97375 - 0.965, 12);
    const right = Math.floor(5162 * 0.965) + Math.floor(5792 * 0.975);
    expect(found[1]?.possible.high).toBeCloseTo(right / 10954, 12);
  });

  it('is found by averages', () => {
    expect(check(changed(8, { value: 0.98 }))).toMatchObject([{ rule: 'macro', claims: [8, 0, 3] }]);
    expect(check(changed(9, { value: 0.94 }))).toMatchObject([{ rule: 'weighted', claims: [9, 2, 5] }]);
  });

  it('is found by rates that no whole numbers of images give', () => {
    const few = rowMetrics({ label: 'Female', precision: '1.00', recall: '0.50', f1: '0.67', support: 7 });
    expect(check(few)).toMatchObject([
      { rule: 'margin', claims: [1], message: expect.stringContaining('7 images') },
    ]);
    expect(check([metric({ metric: 'accuracy', text: '0.55', support: 10 })])).toMatchObject([
      { rule: 'margin' },
    ]);
  });

  it('is found by predictions that do not add up to all images', () => {
    // Right images 50 of 100 in both classes; predicted 62 and 55: 117 of 200.
    const rows = [
      ...rowMetrics({ label: 'Female', precision: '0.81', recall: '0.50', f1: '0.62', support: 100 }),
      ...rowMetrics({ label: 'Male', precision: '0.91', recall: '0.50', f1: '0.65', support: 100 }),
    ];
    expect(check(rows)).toMatchObject([{ rule: 'predicted', possible: { low: 117, high: 117 }, beyond: 83 }]);
  });

  it('is found by a rate above 1', () => {
    expect(check([metric({ metric: 'accuracy', text: '96.38' })])).toMatchObject([{ rule: 'range' }]);
  });

  it('says nothing of averages where classes are missing, and keeps other data apart', () => {
    expect(check(gender.slice(3))).toEqual([]);
    const elsewhere = changed(7, { value: 0.5, dataset: 'another' });
    expect(check(elsewhere)).toEqual([]);
  });

  it('is never found in a true report: any matrix, any number of digits', () => {
    const matrix = fc.integer({ min: 2, max: 5 }).chain((size) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: size, maxLength: size }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 6 }), (counts, digits) => {
        const claims = trueReport(counts, digits);
        expect(checkClaims({ metrics: claims }, { t: counts.map((_, index) => `c${index}`) })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** What scikit-learn prints of a confusion matrix, rates of nothing as 0. */
function trueReport(counts: readonly (readonly number[])[], digits: number): ReportedMetric[] {
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const total = counts.flat().reduce((sum, n) => sum + n, 0);
  const rows = counts.map((row, index) => {
    const right = row[index] ?? 0;
    const support = row.reduce((sum, n) => sum + n, 0);
    const predicted = counts.reduce((sum, other) => sum + (other[index] ?? 0), 0);
    return {
      support,
      precision: share(right, predicted),
      recall: share(right, support),
      f1: share(2 * right, support + predicted),
    };
  });
  const right = counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const names = ['precision', 'recall', 'f1'] as const;
  return [
    ...rows.flatMap((row, index) =>
      names.map((name) =>
        metric({ metric: name, class: `c${index}`, text: row[name].toFixed(digits), support: row.support }),
      ),
    ),
    metric({ metric: 'accuracy', text: share(right, total).toFixed(digits), support: total }),
    ...names.flatMap((name) => [
      metric({
        metric: `macro_${name}`,
        text: (rows.reduce((sum, row) => sum + row[name], 0) / rows.length).toFixed(digits),
      }),
      metric({
        metric: `weighted_${name}`,
        text: share(
          rows.reduce((sum, row) => sum + row[name] * row.support, 0),
          total,
        ).toFixed(digits),
      }),
    ]),
  ];
}
