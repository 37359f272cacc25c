import type { ReportedMetric } from '@evenhand/contracts';
import { auditTask, countsFromRows } from '@evenhand/metrics';
import { describe, expect, it } from 'vitest';
import { type CardCheckInput, cardCheck, knownData } from './card-check.js';

const labels = ['Female', 'Male', 'Unknown'];
const task = { name: 'gender', labels };

/** 100 women of whom 90 are found, 60 men of whom 45 are; nobody is or is predicted as the third. */
const counts = countsFromRows({ attributes: [], labels }, [
  { group: {}, truth: 'Female', predicted: 'Female', n: 90 },
  { group: {}, truth: 'Female', predicted: 'Male', n: 10 },
  { group: {}, truth: 'Male', predicted: 'Female', n: 15 },
  { group: {}, truth: 'Male', predicted: 'Male', n: 45 },
]);
const audit = auditTask({ task: 'gender', kind: 'nominal', labels, counts, excluded: 0 });

const claim = (metric: string, value: number, rest: Partial<ReportedMetric> = {}): ReportedMetric => ({
  task: 'gender',
  metric,
  value,
  decimals: 2,
  ...rest,
});
const data = knownData('faces-val', undefined);
const check = (
  metrics: ReportedMetric[],
  run: Partial<CardCheckInput['run']> = {},
): ReturnType<typeof cardCheck> =>
  cardCheck({
    reported: { dataset: 'Faces', split: 'validation', metrics },
    tasks: [task],
    run: { tasks: [audit], data, ...run },
  });
const verdicts = (metrics: ReportedMetric[], run?: Partial<CardCheckInput['run']>): string[] =>
  check(metrics, run).rows.map((row) => `${row.name}: ${row.verdictText}`);

describe('a card beside a run', () => {
  it('is reproduced number by number, rounded as the card does', () => {
    // 135/160 = 0.84375; precision 90/105, recall 0.9, F1 180/205; macro F1 over the two classes that occur.
    const f1 = [180 / 205, 90 / 115];
    expect(
      verdicts([
        claim('accuracy', 0.84, { support: 160 }),
        claim('precision', 0.86, { class: 'Female', support: 100 }),
        claim('f1', 0.88, { class: 'Female', support: 100 }),
        claim('macro_f1', Number((((f1[0] ?? 0) + (f1[1] ?? 0)) / 2).toFixed(2))),
      ]),
    ).toEqual([
      'Accuracy: reproduced',
      'Images: reproduced',
      'Precision of “Female”: reproduced',
      'Images of “Female”: reproduced',
      'F1 of “Female”: reproduced',
      'Macro F1: reproduced',
    ]);
  });

  it('is not reproduced by other numbers, with the difference and the limits', () => {
    const { rows, sameData } = check([claim('accuracy', 0.87, { support: 170 })]);
    expect(sameData).toBe(true);
    expect(rows.map(({ verdictText, differenceText }) => [verdictText, differenceText])).toEqual([
      ['not reproduced, within the limits', '−2.6\u00a0points'],
      ['not reproduced', '−10'],
    ]);
    expect(verdicts([claim('accuracy', 0.97)])).toEqual(['Accuracy: not reproduced, outside the limits']);
  });

  it('is inconsistent in itself where its own numbers exclude each other', () => {
    const { rows, contradictions } = check([claim('accuracy', 0.84), claim('accuracy', 0.97)]);
    expect(contradictions.map(({ message }) => message)).toEqual([
      'accuracy 0.97 is the same number as accuracy 0.84, which leaves 0.835 to 0.845: off by 0.12 beyond rounding.',
    ]);
    expect(rows.map(({ verdictText }) => verdictText)).toEqual(['reproduced', 'inconsistent in itself']);
  });

  it('reproduces nothing on other data, unless somebody says that they are the same', () => {
    const other = { data: knownData('faces-train', undefined) };
    expect(verdicts([claim('accuracy', 0.84)], other)).toEqual(['Accuracy: other data, within the limits']);
    expect(verdicts([claim('accuracy', 0.84)], { ...other, isCardsData: true })).toEqual([
      'Accuracy: reproduced',
    ]);
    expect(verdicts([claim('accuracy', 0.84, { dataset: 'UTKFace' })])).toEqual([
      'Accuracy: other data, within the limits',
    ]);
  });

  it('takes rates that are undefined as scikit-learn does, and says what was not measured', () => {
    expect(
      verdicts([
        claim('precision', 0, { class: 'Unknown', support: 0 }),
        claim('accuracy', 0.5, { task: 'age' }),
      ]),
    ).toEqual([
      'Precision of “Unknown”: reproduced',
      'Images of “Unknown”: reproduced',
      'Accuracy: not measured',
    ]);
  });
});
