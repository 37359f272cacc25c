const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/**
 * Philox4x32-10: four words of random bits as a pure function of a counter (four words) and a key (two words), so
 * that any number can be made anywhere in any order. The block is written into `out`.
 * J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11.
 */
export function philox4x32(
  counter: ArrayLike<number>,
  key: ArrayLike<number>,
  out: Uint32Array = new Uint32Array(4),
): Uint32Array {
  let x0 = (counter[0] ?? 0) >>> 0;
  let x1 = (counter[1] ?? 0) >>> 0;
  let x2 = (counter[2] ?? 0) >>> 0;
  let x3 = (counter[3] ?? 0) >>> 0;
  let k0 = (key[0] ?? 0) | 0;
  let k1 = (key[1] ?? 0) | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const low0 = Math.imul(MULTIPLIER_0, x0) >>> 0;
    const low1 = Math.imul(MULTIPLIER_1, x2) >>> 0;
    // The upper word of the 64-bit product: the double product is off by less than 2^11, which rounding removes.
    const high0 = ((MULTIPLIER_0 * x0 - low0) * 2 ** -32 + 0.5) >>> 0;
    const high1 = ((MULTIPLIER_1 * x2 - low1) * 2 ** -32 + 0.5) >>> 0;
    x0 = (high1 ^ x1 ^ k0) >>> 0;
    x1 = low1;
    x2 = (high0 ^ x3 ^ k1) >>> 0;
    x3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
  return out;
}

/** A double in [0, 1) with 53 random bits, from two words. */
export function uniform53(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}
