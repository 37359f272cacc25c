import { logFactorial } from '../numerics/log-factorial.js';
import type { RandomStream } from './random-stream.js';

/** From this expected count on the rejection method is the faster one, and valid. */
const REJECTION_FROM = 10;

/** Inversion by adding up probabilities from 0; the expected number of steps is n·p. */
function byInversion(n: number, p: number, random: RandomStream): number {
  const odds = p / (1 - p);
  let probability = Math.exp(n * Math.log1p(-p));
  let u = random.uniform();
  let k = 0;
  while (u > probability && k < n) {
    u -= probability;
    k += 1;
    probability *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** BTRS: W. Hörmann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993), p ≤ ½. */
function byRejection(n: number, p: number, random: RandomStream): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const logOdds = Math.log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (k < 0 || k > n) continue;
    const bound = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** A draw from Binomial(n, p): inversion for small n·min(p, 1−p), else Hörmann's BTRS, whose time does not grow with n. */
export function sampleBinomial(n: number, p: number, random: RandomStream): number {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new RangeError(`sampleBinomial: n = ${n}, p = ${p}`);
  }
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - sampleBinomial(n, 1 - p, random);
  return n * p < REJECTION_FROM ? byInversion(n, p, random) : byRejection(n, p, random);
}
