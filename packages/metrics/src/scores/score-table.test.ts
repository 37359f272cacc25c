import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addScores, type Scored } from './add-scores.js';
import { sumValue } from './fixed-sum.js';
import { brierScore, logLoss, rankedProbabilityScore, rankOfTruth } from './losses.js';
import { mergeScores } from './merge-scores.js';
import { scoresFromJson, scoresToJson } from './score-json.js';
import { emptyScores, LOG_LOSS, type ScoreSpec, type ScoreTable } from './score-table.js';

const spec: ScoreSpec = {
  attributes: [{ name: 'camera', labels: ['old', 'new'] }],
  labels: ['a', 'b', 'c'],
  order: ['a', 'b', 'c'],
};

function tableOf(rows: readonly Scored[]): ScoreTable {
  const table = emptyScores(spec);
  for (const row of rows) addScores(table, row);
  return table;
}

const scored: fc.Arbitrary<Scored> = fc
  .record({
    group: fc.record({ camera: fc.constantFrom('old', 'new', null) }),
    truth: fc.constantFrom(...spec.labels),
    odds: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ group, truth, odds }) => {
    const total = odds.reduce((sum, value) => sum + value, 0);
    return { group, truth, scores: total > 0 ? odds.map((value) => value / total) : [0, 0, 1] };
  });

// The six rows of the known answers scores-01 to scores-04 (scikit-learn 1.9.1 and mpmath).
const truths = [0, 2, 1, 2, 0, 1];
const probabilities = [
  [0.7, 0.2, 0.1],
  [0.1, 0.3, 0.6],
  [0.2, 0.5, 0.3],
  [0.5, 0.3, 0.2],
  [0.4, 0.4, 0.2],
  [0.1, 0.8, 0.1],
];
const mean = (loss: (scores: number[], truth: number) => number): number =>
  probabilities.reduce((sum, scores, row) => sum + loss(scores, truths[row] ?? 0), 0) / probabilities.length;

describe('losses', () => {
  it('equal the reference values', () => {
    expect(mean(logLoss)).toBeCloseTo(0.7182533239811889, 13);
    expect(mean(brierScore)).toBeCloseTo(0.39666666666666667, 13);
    expect(mean((scores, truth) => rankedProbabilityScore(scores, truth, [0, 1, 2]))).toBeCloseTo(0.1425, 13);
    expect(mean((scores, truth) => (rankOfTruth(scores, truth) <= 2 ? 1 : 0))).toBeCloseTo(
      0.8333333333333334,
      13,
    );
  });
});

describe('score table', () => {
  it('sums losses in fixed point', () => {
    const table = tableOf(
      truths.map((truth, row) => ({ group: [0], truth, scores: probabilities[row] ?? [] })),
    );
    const sum = [...table.cells.values()].reduce((part, { losses }) => part + sumValue(losses, LOG_LOSS), 0);
    expect(sum / 6).toBeCloseTo(0.7182533239811889, 9);
  });

  it('gives the same bits in any order, and survives JSON', () => {
    fc.assert(
      fc.property(fc.array(scored, { maxLength: 30 }), fc.array(scored, { maxLength: 30 }), (a, b) => {
        const once = scoresToJson(tableOf([...a, ...b]));
        expect(scoresToJson(mergeScores(tableOf(a), tableOf(b)))).toEqual(once);
        expect(scoresToJson(mergeScores(tableOf([...b].reverse()), tableOf(a)))).toEqual(once);
        expect(scoresToJson(scoresFromJson(JSON.parse(JSON.stringify(once))))).toEqual(once);
      }),
    );
  });

  it('carries into the high part of a sum and stays exact', () => {
    const table = tableOf([{ group: [0], truth: 0, scores: [0, 0.5, 0.5] }]);
    let sums = table;
    for (let doubling = 0; doubling < 20; doubling++) sums = mergeScores(sums, sums);
    const one = [...table.cells.values()][0];
    const million = [...sums.cells.values()][0];
    expect(million?.n).toBe(2 ** 20);
    expect(million?.clipped).toBe(2 ** 20);
    expect(million?.losses[2]).toBeGreaterThan(0);
    expect(sumValue(million?.losses ?? [], 1)).toBe(sumValue(one?.losses ?? [], 1) * 2 ** 20);
  });

  it('reads four bins as one beyond 50,000 images, on whatever way it gets there', () => {
    const rows = Array.from({ length: 50_100 }, (_, row) => {
      const odds = [1 + ((row * 7919) % 1009), 1 + ((row * 104_729) % 997), 500];
      const total = odds.reduce((sum, value) => sum + value, 0);
      return { group: [row % 2], truth: row % 3, scores: odds.map((value) => value / total) };
    });
    const once = scoresToJson(tableOf(rows));
    expect(once.bins).toBe(2048);
    const parts = [
      tableOf(rows.filter(({ group }) => group[0] === 0)),
      tableOf(rows.filter(({ group }) => group[0] === 1)),
    ] as const;
    expect(scoresToJson(parts[0]).bins).toBe(8192);
    expect(scoresToJson(mergeScores(...parts))).toEqual(once);
    expect(scoresToJson(mergeScores(tableOf(rows.slice(0, 50_050)), tableOf(rows.slice(50_050))))).toEqual(
      once,
    );
    expect(scoresToJson(scoresFromJson(once))).toEqual(once);
    // As versions wrote it that had one number of bins.
    const [old, recent] = parts.map(scoresToJson);
    const cells = [...(old?.cells ?? []), ...(recent?.cells ?? [])];
    const { bins, ...rest } = once;
    const read = scoresToJson(scoresFromJson({ ...rest, cells }));
    expect(read).toEqual(once);
  });

  it('refuses what are not probabilities', () => {
    const add = (scores: number[]): void => addScores(emptyScores(spec), { group: [0], truth: 'a', scores });
    expect(() => add([0.5, 0.5])).toThrow('are not 3 probabilities');
    expect(() => add([0.5, Number.NaN, 0.5])).toThrow('are not 3 probabilities');
    expect(() => add([2, -1, 0])).toThrow('are not 3 probabilities');
  });
});
