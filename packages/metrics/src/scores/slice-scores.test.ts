import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { delongAuroc } from '../calibration/delong.js';
import { groupingCells } from '../groupings/grouping-cells.js';
import { scoreMetrics } from '../metrics/registry.js';
import { randomStream } from '../random/random-stream.js';
import { addScores } from './add-scores.js';
import { indexScores } from './score-index.js';
import { emptyScores } from './score-table.js';
import { rollUpScores, type SliceScores } from './slice-scores.js';

interface GoldenScores {
  truth: number[];
  proba: number[][];
  log_loss: number;
  brier: number;
  auroc: (number | null)[];
  top_2_accuracy: number;
}
const golden: { scores: GoldenScores[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/sklearn-golden.json', import.meta.url), 'utf8'),
);

const attributes = [{ name: 'camera', labels: ['old', 'new', 'none'] }];

function roll({ truth, proba }: GoldenScores, by: string[]): SliceScores[] {
  const labels = (proba[0] ?? []).map((_, k) => `c${k}`);
  const table = emptyScores({ attributes, labels, order: labels });
  for (const [row, scores] of proba.entries()) {
    addScores(table, { group: [row % 2], truth: truth[row] ?? 0, scores });
  }
  const cells = groupingCells(table.space, by);
  return rollUpScores(indexScores(table), cells);
}

const value = (id: string, scores: SliceScores): number | null =>
  scoreMetrics.find((metric) => metric.id === id)?.measure(scores).value ?? null;

describe.each(golden.scores)('scores of $proba.length images', (sample) => {
  const [whole] = roll(sample, []);
  if (!whole) throw new Error('one group');

  it('give what scikit-learn says of the rows', () => {
    expect(value('log_loss', whole)).toBeCloseTo(sample.log_loss, 8);
    expect(value('brier', whole)).toBeCloseTo(sample.brier, 8);
    expect(value('top_2_accuracy', whole)).toBeCloseTo(sample.top_2_accuracy, 12);
    const known = sample.auroc.filter((area) => area !== null);
    const mean = known.reduce((sum, area) => sum + area, 0) / known.length;
    expect(Math.abs((value('auroc_macro', whole) ?? 0) - mean)).toBeLessThan(5e-4);
    for (const [k, area] of sample.auroc.entries()) {
      const own = whole.auroc[k];
      if (area === null) expect(own).toBeNull();
      else expect(Math.abs((own?.value ?? 0) - area)).toBeLessThanOrEqual((own?.bound ?? 0) + 1e-12);
    }
  });

  it("give DeLong's standard error", () => {
    for (const [k, own] of whole.auroc.entries()) {
      const exact = delongAuroc(
        sample.truth.map((label) => label === k),
        sample.proba.map((scores) => scores[k] ?? 0),
      );
      if (exact && own?.error) expect(own.error).toBeCloseTo(Math.sqrt(exact.variance), 3);
    }
  });

  it('add up from groups, and an empty group has none', () => {
    const groups = roll(sample, ['camera']);
    expect(groups.map(({ n }) => n)).toEqual([Math.ceil(whole.n / 2), Math.floor(whole.n / 2), 0]);
    const sum = groups.reduce((total, { logLoss }) => total + logLoss.sum, 0);
    expect(sum).toBeCloseTo(whole.logLoss.sum, 10);
    expect(groups[2] && value('log_loss', groups[2])).toBeNull();
    expect(groups[2] && value('auroc_macro', groups[2])).toBeNull();
  });
});

it('finds the expected calibration error by hand', () => {
  const labels = ['a', 'b'];
  const table = emptyScores({ attributes: [], labels });
  // Confidence 0.8, right twice of four; confidence 1, right once of one. ECE = 4/5·0.3 + 1/5·0.
  for (const truth of ['a', 'a', 'b', 'b']) addScores(table, { group: [], truth, scores: [0.8, 0.2] });
  addScores(table, { group: [], truth: 'b', scores: [0, 1] });
  const [all] = rollUpScores(indexScores(table), groupingCells(table.space, []));
  expect(all && value('ece', all)).toBeCloseTo(0.24, 9);
});

it('with many images, AUROC from wider bins stays within its bound of the exact one', () => {
  const { uniform } = randomStream({ seed: 7 });
  const labels = ['a', 'b', 'c'];
  const table = emptyScores({ attributes: [{ name: 'camera', labels: ['old', 'new'] }], labels });
  const rows = Array.from({ length: 60_000 }, (_, row) => {
    const odds = labels.map((_, k) => Math.exp(3 * uniform() + (k === row % 3 ? 1 : 0)));
    const total = odds.reduce((sum, value) => sum + value, 0);
    return { group: [row % 2], truth: row % 3, scores: odds.map((value) => value / total) };
  });
  for (const row of rows) addScores(table, row);
  expect(table.joinedBits).toBe(2);
  const index = indexScores(table);
  for (const [camera, { auroc }] of rollUpScores(index, groupingCells(table.space, ['camera'])).entries()) {
    const own = rows.filter(({ group }) => group[0] === camera);
    for (const k of labels.keys()) {
      const exact = delongAuroc(
        own.map(({ truth }) => truth === k),
        own.map(({ scores }) => scores[k] ?? 0),
      );
      if (!exact) throw new Error('both kinds are there');
      const found = auroc[k];
      const off = Math.abs((found?.value ?? 0) - exact.value);
      expect(found?.bound).toBeLessThan(2e-3);
      expect(off).toBeLessThan(found?.bound ?? 0);
      expect(off).toBeLessThan(Math.sqrt(exact.variance) / 50);
      expect(found?.error).toBeCloseTo(Math.sqrt(exact.variance), 6);
    }
  }
});
