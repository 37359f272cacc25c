import type { PerceptualHash } from './thumbnail.js';

/** A hash is looked up by each of its four quarters of 16 bits. */
const QUARTERS = 4;
const BUCKETS = 2 ** 16;

/**
 * All pairs of hashes that differ in at most `radius` of 64 bits, each once, without comparing every pair: two such
 * hashes have a quarter that differs in at most radius/4 bits (multi-index hashing; Norouzi, Punjani and Fleet, CVPR
 * 2012). For 100,000 hashes and a radius of 14: some 2,800 buckets are looked up for each, of 1.5 hashes.
 */
export function nearHashes(
  hashes: readonly PerceptualHash[],
  radius: number,
  visit: (first: number, second: number) => void,
): void {
  const flips = flipMasks(Math.floor(radius / QUARTERS));
  // Flat, because this is looked at some thousand times for each hash.
  const words = Uint32Array.from(hashes.flat());
  // With which hash one was last met, so that each pair is visited once.
  const met = new Int32Array(hashes.length).fill(-1);
  const tables = Array.from({ length: QUARTERS }, (_, quarter) => bucketsOf(hashes, quarter));
  for (const [second, hash] of hashes.entries()) {
    const [low, high] = hash;
    for (const [quarter, { starts, members }] of tables.entries()) {
      const key = quarterOf(hash, quarter);
      for (let flip = 0; flip < flips.length; flip++) {
        const bucket = key ^ (flips[flip] as number);
        const end = starts[bucket + 1] as number;
        for (let place = starts[bucket] as number; place < end; place++) {
          const first = members[place] as number;
          // Members are in order: the rest come later and will find this one.
          if (first >= second) break;
          if (met[first] === second) continue;
          met[first] = second;
          const apart =
            ones((words[2 * first] as number) ^ low) + ones((words[2 * first + 1] as number) ^ high);
          if (apart <= radius) visit(first, second);
        }
      }
    }
  }
}

/** Hashes by the value of one quarter: `members` from `starts[value]` to `starts[value + 1]`, in order. */
function bucketsOf(
  hashes: readonly PerceptualHash[],
  quarter: number,
): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(BUCKETS + 1);
  for (const hash of hashes)
    starts[quarterOf(hash, quarter) + 1] = (starts[quarterOf(hash, quarter) + 1] as number) + 1;
  for (let value = 0; value < BUCKETS; value++) {
    starts[value + 1] = (starts[value + 1] as number) + (starts[value] as number);
  }
  const next = starts.slice();
  const members = new Int32Array(hashes.length);
  for (const [index, hash] of hashes.entries()) {
    const value = quarterOf(hash, quarter);
    const place = next[value] as number;
    members[place] = index;
    next[value] = place + 1;
  }
  return { starts, members };
}

function quarterOf(hash: PerceptualHash, quarter: number): number {
  const word = hash[quarter < 2 ? 0 : 1];
  return quarter % 2 === 0 ? word & 0xffff : word >>> 16;
}

/** All 16-bit numbers with at most so many bits. */
function flipMasks(bits: number): Int32Array {
  return Int32Array.from(
    Array.from({ length: BUCKETS }, (_, mask) => mask).filter((mask) => ones(mask) <= bits),
  );
}

/** Bits of a 32-bit number. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
