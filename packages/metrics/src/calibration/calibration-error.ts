import { normalCdf, normalPdf } from '../numerics/normal-cdf.js';

/** One bin of predictions by confidence. */
export interface ConfidenceBin {
  n: number;
  sumConfidence: number;
  sumCorrect: number;
}

export interface CalibrationError {
  /** Expected calibration error Σ (n_b/n)·|accuracy_b − confidence_b|: biased upwards in small samples. */
  ece: number;
  /** Largest |accuracy_b − confidence_b|. */
  mce: number;
  /** Σ (n_b/n)·(accuracy_b − confidence_b)². */
  squared: number;
  /** The same less its expectation from noise, accuracy(1−accuracy)/(n_b−1); may be negative. */
  squaredDebiased: number;
  /** √max(0, squaredDebiased). */
  rmsDebiased: number;
  /** 2·ECE − Σ (n_b/n)·E|N(gap_b, accuracy(1−accuracy)/n_b)|, cut at 0. */
  eceDebiased: number;
}

/** E|N(μ, σ²)| = σ·√(2/π)·exp(−μ²/2σ²) + μ(1 − 2Φ(−μ/σ)). */
function foldedNormalMean(mean: number, sd: number): number {
  if (sd === 0) return Math.abs(mean);
  return 2 * sd * normalPdf(mean / sd) + mean * (1 - 2 * normalCdf(-mean / sd));
}

/**
 * Calibration errors from sums per bin; null without images. A bin of one image has no unbiased variance
 * estimate and is left out of the noise. Kumar, Liang and Ma, NeurIPS 2019; the expectation that they simulate is the folded normal's mean.
 */
export function calibrationError(bins: readonly ConfidenceBin[]): CalibrationError | null {
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  let [ece, mce, squared, noise, folded] = [0, 0, 0, 0, 0];
  for (const { n, sumConfidence, sumCorrect } of bins) {
    if (n === 0) continue;
    const accuracy = sumCorrect / n;
    const gap = accuracy - sumConfidence / n;
    const weight = n / total;
    const variance = accuracy * (1 - accuracy);
    ece += weight * Math.abs(gap);
    mce = Math.max(mce, Math.abs(gap));
    squared += weight * gap * gap;
    if (n > 1) noise += (weight * variance) / (n - 1);
    folded += weight * foldedNormalMean(gap, Math.sqrt(variance / n));
  }
  return {
    ece,
    mce,
    squared,
    squaredDebiased: squared - noise,
    rmsDebiased: Math.sqrt(Math.max(0, squared - noise)),
    eceDebiased: Math.max(0, 2 * ece - folded),
  };
}
