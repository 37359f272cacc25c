import { describe, expect, it } from 'vitest';
import { type CountRow, countsFromRows } from '../counts/count-rows.js';
import { composition } from './composition.js';

const attributes = [
  { name: 'sex', labels: ['f', 'm'] },
  { name: 'difficulty', labels: ['easy', 'hard'] },
];

function rows(cells: [string, string, number, number][]): CountRow[] {
  return cells.flatMap(([sex, difficulty, right, n]): CountRow[] => [
    { group: { sex, difficulty }, truth: 'a', predicted: 'a', n: right },
    { group: { sex, difficulty }, truth: 'a', predicted: 'b', n: n - right },
  ]);
}

describe('composition', () => {
  it("finds Simpson's paradox", () => {
    // f is better in both strata (0.95 > 0.9, 0.55 > 0.5), worse in all, having more of the hard images.
    const counts = countsFromRows(
      { attributes, labels: ['a', 'b'] },
      rows([
        ['f', 'easy', 190, 200],
        ['f', 'hard', 440, 800],
        ['m', 'easy', 720, 800],
        ['m', 'hard', 100, 200],
      ]),
    );
    const found = composition(counts, ['sex'], { minimumN: 30, confidence: 0.95 });
    expect(found).toMatchObject({
      over: ['difficulty'],
      groups: [
        { group: { sex: 'f' }, crude: 0.63, coverage: 1 },
        { group: { sex: 'm' }, crude: 0.82, coverage: 1 },
      ],
      decomposition: { best: { sex: 'm' }, worst: { sex: 'f' }, reversed: true },
    });
    // Both strata hold half of all images.
    expect(found?.groups[0]?.standardised.value).toBeCloseTo(0.75, 14);
    expect(found?.groups[1]?.standardised.value).toBeCloseTo(0.7, 14);
    expect(found?.decomposition.rates).toBeCloseTo(-0.05, 14);
    expect(found?.decomposition.composition).toBeCloseTo(0.24, 14);
    // statsmodels' StratifiedTable, without continuity correction; m against f.
    const { difference, oddsRatio, test, homogeneity } = found?.decomposition.conditional ?? {};
    expect(difference).toBeCloseTo(-0.05, 14);
    expect(oddsRatio).toBeCloseTo(0.7297297297297297, 12);
    expect(test?.statistic).toBeCloseTo(4.839237057220709, 10);
    expect(test?.p).toBeCloseTo(0.027819200169877267, 10);
    expect(homogeneity?.statistic).toBeCloseTo(2.112458346018016, 10);
    expect(homogeneity?.p).toBeCloseTo(0.1461044420089468, 10);
  });

  it('needs another attribute and two groups', () => {
    const counts = countsFromRows({ attributes, labels: ['a', 'b'] }, rows([['f', 'easy', 190, 200]]));
    expect(composition(counts, ['sex'], { minimumN: 30, confidence: 0.95 })).toBeNull();
    expect(composition(counts, ['sex', 'difficulty'], { minimumN: 30, confidence: 0.95 })).toBeNull();
  });
});
