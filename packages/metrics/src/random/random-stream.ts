import { normalQuantile } from '../numerics/normal-quantile.js';
import { philox4x32, uniform53 } from './philox.js';

/** An endless sequence of random numbers. */
export interface RandomStream {
  /** The next double in [0, 1), 53 random bits. */
  uniform(): number;
  /** The next standard normal, by inversion: one uniform each. */
  normal(): number;
}

export interface StreamName {
  /** The user's seed, the first word of the key. */
  seed: number;
  /** What the numbers are for, the second word of the key: keeps analyses with one seed independent. */
  purpose?: number | undefined;
  /** Replicate and stratum, the first two words of the counter. */
  replicate?: number | undefined;
  stratum?: number | undefined;
}

/**
 * The stream of Philox blocks with key (seed, purpose) and counters (replicate, stratum, 0, 0), (…, 1, 0), …: the
 * same name gives the same numbers in any process, whatever was drawn before.
 */
export function randomStream(name: StreamName): RandomStream {
  const key = Uint32Array.of(name.seed, name.purpose ?? 0);
  const counter = Uint32Array.of(name.replicate ?? 0, name.stratum ?? 0, 0, 0);
  const block = new Uint32Array(4);
  let isSpare = false;
  const uniform = (): number => {
    if (isSpare) {
      isSpare = false;
      return uniform53(block[2] ?? 0, block[3] ?? 0);
    }
    philox4x32(counter, key, block);
    counter[2] = (counter[2] ?? 0) + 1;
    isSpare = true;
    return uniform53(block[0] ?? 0, block[1] ?? 0);
  };
  // Half a step away from 0, whose quantile is infinite.
  return { uniform, normal: () => normalQuantile(uniform() + 2 ** -54) };
}

/** A 32-bit key from text (FNV-1a): which purpose a stream of random numbers serves. */
export function hashWord(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
