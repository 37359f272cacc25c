/** Bits sorted by in one pass: float32 has 32 of them. */
const DIGIT = 16;

/**
 * Positions sorted by their confidence, the largest or the smallest first; those without one come last, equals in the
 * order they came in. By counting, in two passes over the bits of float32 (which are in the order of the numbers,
 * none of which is negative): a million take some hundredths of a second, and comparing them a second.
 */
export function orderByConfidence(
  positions: Uint32Array,
  confidence: Float32Array,
  first: 'largest' | 'smallest',
): Uint32Array {
  const bits = new Uint32Array(confidence.buffer, confidence.byteOffset, confidence.length);
  const keys = new Uint32Array(positions.length);
  for (let place = 0; place < positions.length; place += 1) {
    const position = positions[place] ?? 0;
    const isKnown = !Number.isNaN(confidence[position]);
    const own = bits[position] ?? 0;
    keys[place] = !isKnown ? 0xffff_ffff : first === 'smallest' ? own : 0xffff_fffe - own;
  }
  const low = sortByDigit({ positions, keys }, 0);
  return sortByDigit(low, DIGIT).positions;
}

interface Keyed {
  positions: Uint32Array;
  keys: Uint32Array;
}

function sortByDigit({ positions, keys }: Keyed, shift: number): Keyed {
  const starts = new Uint32Array(2 ** DIGIT + 1);
  const digitOf = (key: number): number => (key >>> shift) & (2 ** DIGIT - 1);
  for (const key of keys) starts[digitOf(key) + 1] = (starts[digitOf(key) + 1] ?? 0) + 1;
  for (let digit = 1; digit < starts.length; digit += 1)
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = { positions: new Uint32Array(positions.length), keys: new Uint32Array(keys.length) };
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    const to = starts[digitOf(key)] ?? 0;
    starts[digitOf(key)] = to + 1;
    sorted.positions[to] = positions[place] ?? 0;
    sorted.keys[to] = key;
  }
  return sorted;
}
