/** Thumbnails are square, grey, one byte a pixel, row by row; the whole image whatever its shape. */
export const THUMBNAIL_SIDE = 32;
const PIXELS = THUMBNAIL_SIDE * THUMBNAIL_SIDE;

/** Frequencies of each direction that the hash is made of: 8 × 8, the first of which says only how bright it is. */
const FREQUENCIES = 8;

/** Images whose grey values vary less than this (standard deviation) show nothing that could be compared. */
const LEAST_CONTRAST = 2;

/** cos(π(2x + 1)u / 2N) of the discrete cosine transform, u major. */
const COSINES = Float64Array.from({ length: FREQUENCIES * THUMBNAIL_SIDE }, (_, index) => {
  const u = Math.floor(index / THUMBNAIL_SIDE);
  const x = index % THUMBNAIL_SIDE;
  return Math.cos((Math.PI * (2 * x + 1) * u) / (2 * THUMBNAIL_SIDE));
});

/** 64 bits as two unsigned 32-bit numbers. */
export type PerceptualHash = readonly [number, number];

/**
 * The DCT hash (pHash) of a thumbnail: which of its lowest 63 frequencies are above their median. Recompression,
 * size and brightness change few bits or none. Null for an image of one colour. (Zauner, Implementation and
 * Benchmarking of Perceptual Image Hash Functions, 2010.)
 */
export function perceptualHash(thumbnail: Uint8Array): PerceptualHash | null {
  if (deviation(thumbnail) < LEAST_CONTRAST) return null;
  const frequencies = lowFrequencies(thumbnail);
  const sorted = Float64Array.from(frequencies.subarray(1)).sort();
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const hash: [number, number] = [0, 0];
  for (let bit = 1; bit < frequencies.length; bit++) {
    if ((frequencies[bit] as number) > median) {
      const word = bit < 32 ? 0 : 1;
      hash[word] = (hash[word] | (1 << (bit % 32))) >>> 0;
    }
  }
  return hash;
}

function lowFrequencies(thumbnail: Uint8Array): Float64Array {
  const rows = new Float64Array(THUMBNAIL_SIDE * FREQUENCIES);
  for (let y = 0; y < THUMBNAIL_SIDE; y++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let x = 0; x < THUMBNAIL_SIDE; x++) {
        sum += (thumbnail[y * THUMBNAIL_SIDE + x] as number) * (COSINES[u * THUMBNAIL_SIDE + x] as number);
      }
      rows[y * FREQUENCIES + u] = sum;
    }
  }
  const frequencies = new Float64Array(FREQUENCIES * FREQUENCIES);
  for (let v = 0; v < FREQUENCIES; v++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let y = 0; y < THUMBNAIL_SIDE; y++) {
        sum += (rows[y * FREQUENCIES + u] as number) * (COSINES[v * THUMBNAIL_SIDE + y] as number);
      }
      frequencies[v * FREQUENCIES + u] = sum;
    }
  }
  return frequencies;
}

function deviation(thumbnail: Uint8Array): number {
  let [sum, squares] = [0, 0];
  for (const value of thumbnail) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / PIXELS - (sum / PIXELS) ** 2));
}
