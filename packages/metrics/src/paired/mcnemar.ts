import { binomialCdf, binomialPmf } from '../numerics/binomial.js';
import { chiSquareSf } from '../numerics/chi-square.js';

/** Images on which two models disagree about being right. */
export interface Discordant {
  /** The first model wrong, the second right. */
  fixed: number;
  /** The first model right, the second wrong. */
  broken: number;
}

export interface McNemarResult {
  /** Exact binomial p-value, two-sided. */
  exact: number;
  /** Exact less half the probability of the observed split: the default, close to its nominal level. */
  midP: number;
  /** (b−c)²/(b+c), 0 where no image is discordant. */
  chiSquare: number;
  chiSquareP: number;
}

/**
 * McNemar's test that two models are right equally often on the same images, from the discordant images only; all
 * p-values are 1 where there are none. Mid-p: Fagerland, Lydersen and Laake, BMC Med. Res. Methodol. 13:91 (2013).
 */
export function mcnemarTest({ fixed, broken }: Discordant): McNemarResult {
  const n = fixed + broken;
  if (n === 0) return { exact: 1, midP: 1, chiSquare: 0, chiSquareP: 1 };
  const fewer = Math.min(fixed, broken);
  const exact = Math.min(2 * binomialCdf(fewer, n, 0.5), 1);
  const midP = fixed === broken ? 1 : exact - binomialPmf(fewer, n, 0.5);
  const chiSquare = mcnemarChiSquare({ fixed, broken });
  return { exact, midP, chiSquare, chiSquareP: chiSquareSf(chiSquare, 1) };
}

/** (b−c)²/(b+c), 0 where no image is discordant: the square of Tango's score at no change. */
export function mcnemarChiSquare({ fixed, broken }: Discordant): number {
  const n = fixed + broken;
  return n === 0 ? 0 : (fixed - broken) ** 2 / n;
}
