import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { chiSquareSf } from '../numerics/chi-square.js';
import type { ConfidenceBin } from './calibration-error.js';

/**
 * Test that confidence equals accuracy in every bin: Σ (correct − Σ confidence)²/(n·c(1−c)) with c the bin's mean
 * confidence, chi-square with one degree of freedom per bin (after Hosmer and Lemeshow, 1980). Bins without images and
 * bins of certain predictions (c = 0 or 1) are left out; p is null where none is left.
 */
export function calibrationTest(bins: readonly ConfidenceBin[]): ChiSquareResult {
  let [statistic, df] = [0, 0];
  for (const { n, sumConfidence, sumCorrect } of bins) {
    const confidence = sumConfidence / n;
    if (!(n > 0 && confidence > 0 && confidence < 1)) continue;
    statistic += (sumCorrect - sumConfidence) ** 2 / (n * confidence * (1 - confidence));
    df += 1;
  }
  return { statistic, df, p: df === 0 ? null : chiSquareSf(statistic, df) };
}
