import { polynomial } from './polynomial.js';

export const LOG_SQRT_2PI = 0.9189385332046728;

/** Stirling's asymptotic series in 1/x², highest power first: B_2k / (2k(2k−1)), k = 8 … 1. */
const STIRLING = [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
/** From here on the series is exact to a double. */
const SERIES_FROM = 10;

/** (x + ½)·ln(1 + 1/x) − 1 = atanh(t)/t − 1 with t = 1/(2x + 1), summed without cancellation. */
function stirlingStep(x: number): number {
  if (x < 0.5) return (x + 0.5) * Math.log1p(1 / x) - 1;
  const square = (1 / (2 * x + 1)) ** 2;
  let power = 1;
  let sum = 0;
  for (let k = 3; k < 100; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

function sumSteps(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < SERIES_FROM; y += 1) sum += stirlingStep(y);
  return sum + polynomial(STIRLING, 1 / (y * y)) / y;
}

/** Errors at ½, 1, 1½ …: counts, and shapes of chi-square distributions. */
const HALVES = Float64Array.from({ length: 2 * SERIES_FROM }, (_, i) => sumSteps(Math.max(i, 1) / 2));

/**
 * Error of Stirling's formula: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x > 0. Loader's `stirlerr`, here for every
 * positive x: what stays of a ratio of gamma functions when the large parts have cancelled.
 * C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function stirlingError(x: number): number {
  if (x >= SERIES_FROM) return polynomial(STIRLING, 1 / (x * x)) / x;
  return (x > 0 ? HALVES[2 * x] : undefined) ?? sumSteps(x);
}

const FACTORIALS: readonly number[] = (() => {
  const table = [1];
  for (let k = 1; k <= 170; k++) table.push((table[k - 1] ?? 1) * k);
  return table;
})();

/**
 * ln Γ(x) for x > 0. Whole numbers up to 171 come from the table of factorials; elsewhere the error is about 1e-15,
 * relative where |ln Γ| > 1 and absolute around the zeros at 1 and 2.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma: x = ${x} is not positive`);
  const factorial = FACTORIALS[x - 1];
  if (factorial !== undefined) return Math.log(factorial);
  return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingError(x);
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0, without the cancellation of the three terms. */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`logBeta: a = ${a} and b = ${b} must be positive`);
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  const share = p / (p + q);
  return (
    LOG_SQRT_2PI -
    0.5 * Math.log(q) +
    (p - 0.5) * Math.log(share) +
    q * Math.log1p(-share) +
    (stirlingError(p) + stirlingError(q) - stirlingError(p + q))
  );
}
