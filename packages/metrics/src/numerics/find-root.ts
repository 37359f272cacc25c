const MAX_STEPS = 200;

/**
 * Root of a continuous function with opposite signs (or a zero) at the two ends, to the last bits of a double.
 * Chandrupatla's method (1997): inverse quadratic interpolation where it is safe, bisection elsewhere, so that about
 * ten evaluations suffice and at most 200 are made.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  return findRootBetween(f, { x: low, y: f(low) }, { x: high, y: f(high) });
}

interface Point {
  x: number;
  y: number;
}

/** The same where the values at the ends are known. */
function findRootBetween(f: (x: number) => number, low: Point, high: Point): number {
  let [a, b] = [low.x, high.x];
  let [fa, fb] = [low.y, high.y];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (Math.sign(fa) === Math.sign(fb) || Number.isNaN(fa + fb)) {
    throw new RangeError(`findRoot: no change of sign between ${a} (${fa}) and ${b} (${fb})`);
  }
  let t = 0.5;
  for (let step = 0; step < MAX_STEPS; step++) {
    const x = a + t * (b - a);
    const fx = f(x);
    const [c, fc] = Math.sign(fx) === Math.sign(fa) ? [a, fa] : [b, fb];
    if (Math.sign(fx) !== Math.sign(fa)) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    if (fx === 0) return best;
    const limit = (2 * Number.EPSILON * Math.abs(best) + 1e-300) / Math.abs(b - a);
    if (limit > 0.5) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const isSmooth = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    t = isSmooth
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
      : 0.5;
    t = Math.min(Math.max(t, limit), 1 - limit);
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

/** How far the root may lie from a guess, as a share of the guess's distance from the inner end. */
const SPREAD = 0.15;

/**
 * The same with a guess: a close one saves half of the evaluations, a wrong one costs two. `inner` is the end that the
 * function starts from (the estimate, for a confidence limit), `outer` the other one.
 */
export function findRootNear(
  f: (x: number) => number,
  guess: number,
  { inner, outer }: { inner: number; outer: number },
): number {
  const reach = SPREAD * (guess - inner);
  const near = guess - reach;
  const far = guess + reach;
  const isBetween = (x: number): boolean => x > Math.min(inner, outer) && x < Math.max(inner, outer);
  if (reach !== 0 && isBetween(near) && isBetween(far)) {
    const [low, high] = [
      { x: near, y: f(near) },
      { x: far, y: f(far) },
    ];
    if (Math.sign(low.y) !== Math.sign(high.y)) return findRootBetween(f, low, high);
  }
  return findRoot(f, inner, outer);
}
