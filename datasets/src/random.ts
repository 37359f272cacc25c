/** A stream of pseudo-random numbers. Same key, same numbers, whatever else was drawn before. */
export interface Random {
  /** Uniform in [from, to); in [0, 1) without arguments. */
  uniform(from?: number, to?: number): number;
  /** Normal with this mean and standard deviation, cut off at three standard deviations. */
  normal(mean: number, deviation: number): number;
  /** An independent stream that belongs to this one and to `name`. Does not draw from this one. */
  fork(name: string): Random;
}

/**
 * sfc32 (Chris Doty-Humphrey's small fast counting generator, 128 bits of state), keyed by words.
 * Passes PractRand; only integer arithmetic, so that it gives the same numbers on every machine.
 */
export function random(key: readonly number[]): Random {
  const next = sfc32(key);
  const uniform = (from = 0, to = 1): number => from + (to - from) * next();
  return {
    uniform,
    normal(mean, deviation) {
      for (;;) {
        const radius = Math.sqrt(-2 * Math.log(1 - next()));
        const value = radius * Math.cos(2 * Math.PI * next());
        if (Math.abs(value) <= 3) return mean + deviation * value;
      }
    },
    fork: (name) => random([...key, fnv1a(name)]),
  };
}

function sfc32(key: readonly number[]): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Twelve rounds after each word of the key are what the author gives as enough to mix it in.
  for (const part of key) {
    a ^= part;
    for (let round = 0; round < 12; round++) word();
  }
  return () => word() / 2 ** 32;
}

/** 32-bit FNV-1a of a name. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
