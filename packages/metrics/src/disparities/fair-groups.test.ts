import { describe, expect, it } from 'vitest';
import { type Confusion, confusion, confusionFromRows } from '../metrics/confusion.js';
import { criticalValues } from '../metrics/critical-values.js';
import { countMetrics } from '../metrics/registry.js';
import { sampleMultinomial } from '../random/multinomial.js';
import { randomStream } from '../random/random-stream.js';
import { metricToOverall } from './difference-to-overall.js';
import { fairGroup, fairMatrices } from './fair-groups.js';
import { normalRange } from './normal-range.js';

const matrices = [
  [
    [150, 24, 6],
    [12, 140, 28],
    [2, 18, 80],
  ],
  [
    [40, 12, 3],
    [20, 190, 40],
    [6, 30, 160],
  ],
  [
    [90, 20, 5],
    [9, 60, 14],
    [4, 12, 45],
  ],
].map((rows) => confusionFromRows(rows));

const metric = (id: string) => {
  const found = countMetrics.find((entry) => entry.id === id);
  if (!found) throw new Error(id);
  return found;
};

/** New predictions for the images of a matrix, every true class after its own row. */
function redraw(matrix: Confusion, random: ReturnType<typeof randomStream>): Confusion {
  const { size } = matrix.shape;
  const cells = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const n = Math.round(matrix.truth[i] as number);
    const row = Array.from(matrix.cells.subarray(i * size, (i + 1) * size), (count) => count / n);
    cells.set(sampleMultinomial(n, row, random), i * size);
  }
  return confusion(matrix.shape, cells);
}

describe('groups treated alike', () => {
  it('keep their label mixes and share the pooled rows', () => {
    const fair = fairMatrices(matrices);
    for (const [g, own] of fair.entries()) {
      for (const k of [0, 1, 2]) expect(own.truth[k]).toBeCloseTo(matrices[g]?.truth[k] ?? 0, 10);
      expect((own.cells[0] ?? 0) / (own.truth[0] ?? 1)).toBeCloseTo(280 / 350, 12);
    }
  });

  it.each(['macro_f1', 'mcc', 'cohen_kappa', 'mae', 'quadratic_kappa'])(
    'have the gaps of simulated ones in %s',
    (id) => {
      const fair = fairMatrices(matrices);
      const groups = fair.map((own) => fairGroup(metric(id), own, -1)).filter((group) => group !== null);
      const random = randomStream({ seed: 11 });
      const draws = 4000;
      let [sum, beyond] = [0, 0];
      const observed = 0.08;
      for (let draw = 0; draw < draws; draw++) {
        const values = fair.map((own) => metric(id).value(redraw(own, random), -1).value ?? 0);
        const range = Math.max(...values) - Math.min(...values);
        sum += range;
        if (range >= observed) beyond++;
      }
      const { expected, tail } = normalRange(groups, observed);
      expect(expected / (sum / draws)).toBeGreaterThan(0.96);
      expect(expected / (sum / draws)).toBeLessThan(1.04);
      expect(Math.abs(tail(observed) - beyond / draws)).toBeLessThan(0.03);
    },
  );
});

describe('a group against all', () => {
  it('varies as simulated ones do', () => {
    const [group, ...others] = matrices;
    if (!group) throw new Error('no group');
    const sum = (parts: readonly Confusion[]): Confusion =>
      confusion(
        group.shape,
        group.cells.map((_, c) => parts.reduce((total, { cells }) => total + (cells[c] as number), 0)),
      );
    const rest = sum(others);
    const all = sum([group, rest]);
    const { difference } = metricToOverall(
      metric('macro_f1'),
      { group, rest, all },
      { label: -1, critical: criticalValues(0.95) },
    );
    const random = randomStream({ seed: 12 });
    const values: number[] = [];
    const resample = (matrix: Confusion): Confusion => {
      const shares = Array.from(matrix.cells, (count) => count / matrix.n);
      return confusion(matrix.shape, Float64Array.from(sampleMultinomial(matrix.n, shares, random)));
    };
    for (let draw = 0; draw < 4000; draw++) {
      const [one, other] = [resample(group), resample(rest)];
      const f1 = metric('macro_f1');
      values.push((f1.value(one, -1).value ?? 0) - (f1.value(sum([one, other]), -1).value ?? 0));
    }
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
    const half = ((difference.high ?? 0) - (difference.low ?? 0)) / 2 / 1.959963984540054;
    expect(half / sd).toBeGreaterThan(0.95);
    expect(half / sd).toBeLessThan(1.05);
  });
});
