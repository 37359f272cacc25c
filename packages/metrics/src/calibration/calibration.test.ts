import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../random/random-stream.js';
import { binnedAuroc } from '../scores/binned-auroc.js';
import { type ConfidenceBin, calibrationError } from './calibration-error.js';
import { calibrationTest } from './calibration-test.js';
import { delongAuroc, delongTest } from './delong.js';
import { equalMassBins } from './equal-mass.js';

/** A model whose confidence is exactly right, in bins of one confidence each. */
function calibrated(n: number, seed: number): ConfidenceBin[] {
  const random = randomStream({ seed });
  return [0.55, 0.65, 0.75, 0.85, 0.95].map((confidence) => {
    let sumCorrect = 0;
    for (let i = 0; i < n; i++) sumCorrect += random.uniform() < confidence ? 1 : 0;
    return { n, sumConfidence: n * confidence, sumCorrect };
  });
}

describe('calibration errors', () => {
  test('debiasing removes what noise adds to a calibrated model', () => {
    let [ece, debiased, squared] = [0, 0, 0];
    for (let seed = 0; seed < 300; seed++) {
      const found = calibrationError(calibrated(20, seed));
      ece += (found?.ece ?? 0) / 300;
      debiased += (found?.eceDebiased ?? 0) / 300;
      squared += (found?.squaredDebiased ?? 0) / 300;
    }
    expect(ece).toBeGreaterThan(0.06);
    expect(debiased).toBeLessThan(0.65 * ece);
    expect(Math.abs(squared)).toBeLessThan(1e-3);
  });

  test('the test of calibration rejects a calibrated model about as often as it should', () => {
    let rejected = 0;
    for (let seed = 0; seed < 400; seed++)
      if ((calibrationTest(calibrated(100, seed)).p ?? 1) < 0.05) rejected += 1;
    expect(rejected / 400).toBeGreaterThan(0.02);
    expect(rejected / 400).toBeLessThan(0.09);
    const overconfident = calibrated(100, 1).map((bin) => ({ ...bin, sumConfidence: bin.n * 0.99 }));
    expect(calibrationTest(overconfident).p).toBeLessThan(1e-6);
    expect(calibrationTest([])).toEqual({ statistic: 0, df: 0, p: null });
  });

  test('no images, certain bins and single images', () => {
    expect(calibrationError([])).toBeNull();
    expect(calibrationError([{ n: 0, sumConfidence: 0, sumCorrect: 0 }])).toBeNull();
    expect(calibrationError([{ n: 1, sumConfidence: 1, sumCorrect: 1 }])).toEqual({
      ece: 0,
      mce: 0,
      squared: 0,
      squaredDebiased: 0,
      rmsDebiased: 0,
      eceDebiased: 0,
    });
  });

  test('equal-mass bins keep every image, at least 20 each where there are that many', () => {
    const inRow = (bin: ConfidenceBin): number[] => [bin.n, bin.sumCorrect, bin.sumConfidence];
    const bin = fc
      .nat(60)
      .chain((n) =>
        fc.record({ n: fc.constant(n), sumConfidence: fc.constant(n / 2), sumCorrect: fc.nat(n) }),
      );
    fc.assert(
      fc.property(fc.array(bin), (fine) => {
        const joined = equalMassBins(fine.flatMap(inRow));
        const total = (bins: ConfidenceBin[], key: keyof ConfidenceBin): number =>
          bins.reduce((sum, own) => sum + own[key], 0);
        for (const key of ['n', 'sumConfidence', 'sumCorrect'] as const) {
          expect(total(joined, key)).toBeCloseTo(total(fine, key), 9);
        }
        expect(joined.length).toBeLessThanOrEqual(15);
        if (total(fine, 'n') >= 20) expect(Math.min(...joined.map(({ n }) => n))).toBeGreaterThanOrEqual(20);
      }),
    );
    const even = Array.from({ length: 600 }, () => ({ n: 1, sumConfidence: 0.5, sumCorrect: 1 }));
    expect(equalMassBins(even.flatMap(inRow)).map(({ n }) => n)).toEqual(new Array(15).fill(40));
  });
});

describe('AUROC', () => {
  const scored = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9 })), {
    minLength: 4,
    maxLength: 60,
  });

  test('is the share of pairs in the right order, from rows and from histograms', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const truth = rows.map(([label]) => label);
        const scores = rows.map(([, score]) => score / 10);
        const positives = scores.filter((_, i) => truth[i]);
        const negatives = scores.filter((_, i) => !truth[i]);
        const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const exact = pairs.reduce<number>((sum, won) => sum + won, 0) / pairs.length;
        const found = delongAuroc(truth, scores);
        if (positives.length < 2 || negatives.length < 2) expect(found).toBeNull();
        else expect(found?.value).toBeCloseTo(exact, 12);
        const counted = (bins: number): Float64Array => {
          const found = new Float64Array(2 * bins);
          for (const [row, score] of scores.entries()) {
            const at = 2 * Math.floor((score * 10 * bins) / 10) + (truth[row] ? 0 : 1);
            found[at] = (found[at] ?? 0) + 1;
          }
          return found;
        };
        const inBins = (bins: number): ReturnType<typeof binnedAuroc> =>
          binnedAuroc(
            Int32Array.from({ length: bins }, (_, bin) => bin),
            counted(bins),
          );
        const [fine, coarse] = [inBins(10), inBins(3)];
        if (pairs.length === 0) expect(fine).toBeNull();
        else {
          expect(fine?.value).toBeCloseTo(exact, 12);
          expect(Math.abs((coarse?.value ?? 0) - exact)).toBeLessThanOrEqual((coarse?.bound ?? 0) + 1e-12);
        }
      }),
    );
  });

  test('two models that order the images alike do not differ', () => {
    const truth = [true, false, true, false, true];
    const scores = [0.9, 0.8, 0.7, 0.3, 0.6];
    const found = delongTest(
      truth,
      scores,
      scores.map((score) => score / 2),
    );
    expect(found).toMatchObject({ z: 0, p: 1 });
    expect(delongTest([true, false], [1, 0], [0, 1])).toBeNull();
  });
});
