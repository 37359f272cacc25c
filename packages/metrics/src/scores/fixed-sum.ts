/**
 * Sums of losses and confidences as integers, so that any order and any number of workers gives the same bits:
 * every term is rounded to a multiple of 2⁻³², and a sum is high·2⁵⁰ + low of such units with 0 ≤ low < 2⁵⁰.
 * Exact while a term is below 2²⁰ (the largest, a squared log loss, is below 1,300).
 * A sum occupies two neighbouring numbers [high, low] of a Float64Array, at 2·index.
 */
const UNIT = 2 ** 32;
const LIMB = 2 ** 50;

/** Adds `value` ≥ 0 to sum number `index`. */
export function addToSum(sums: Float64Array, index: number, value: number): void {
  carry(sums, index, (sums[2 * index + 1] as number) + Math.round(value * UNIT));
}

/** Adds all sums of `from` to those of `into`. */
export function mergeSums(into: Float64Array, from: ArrayLike<number>): void {
  for (let index = 0; 2 * index < into.length; index++) {
    into[2 * index] = (into[2 * index] as number) + (from[2 * index] ?? 0);
    carry(into, index, (into[2 * index + 1] as number) + (from[2 * index + 1] ?? 0));
  }
}

/** Both parts are below 2⁵³, so `low` and the division by a power of two are exact. */
function carry(sums: Float64Array, index: number, low: number): void {
  const over = Math.floor(low / LIMB);
  sums[2 * index] = (sums[2 * index] as number) + over;
  sums[2 * index + 1] = low - over * LIMB;
}

/** Value of sum number `index`. */
export function sumValue(sums: ArrayLike<number>, index: number): number {
  return ((sums[2 * index] ?? 0) * LIMB + (sums[2 * index + 1] ?? 0)) / UNIT;
}
