import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressors } from 'hyparquet-compressors';

/** The most that each method can make of one byte; more is a damaged or hostile claim. */
const MOST_PER_BYTE: Readonly<Record<string, number>> = {
  UNCOMPRESSED: 1,
  // Three bytes copy sixty-four.
  SNAPPY: 22,
  LZ4: 255,
  LZ4_RAW: 255,
  GZIP: 1_032,
  // These two have no limit; labels that never change reach a few thousand.
  ZSTD: 16_384,
  BROTLI: 16_384,
};
/** A page of this many bytes holds a whole row group of photographs. */
const MOST = 512 << 20;
/** What a few bytes may become whatever the method. */
const LITTLE = 1 << 16;

/**
 * Decompresses a page to exactly `length` bytes.
 *
 * @throws Error where the data are damaged, or `length` is more than they can be
 */
export function decompress(input: Uint8Array, codec: string, length: number): Uint8Array {
  const most = MOST_PER_BYTE[codec];
  if (most === undefined) throw new RangeError(`the compression ${codec} is not known`);
  if (length > MOST || length > Math.max(LITTLE, input.length * most)) {
    throw new RangeError(`a page of ${input.length} bytes claims to hold ${length}`);
  }
  if (length === 0) return new Uint8Array();
  const output = expand(input, codec, length);
  if (output.length === length) return output;
  throw new RangeError(`a page holds ${output.length} bytes and claims ${length}`);
}

function expand(input: Uint8Array, codec: string, length: number): Uint8Array {
  switch (codec) {
    case 'UNCOMPRESSED':
      return input;
    // Node's own have a limit, and are faster.
    case 'GZIP':
      return gunzipSync(input, { maxOutputLength: length });
    case 'BROTLI':
      return brotliDecompressSync(input, { maxOutputLength: length });
    case 'SNAPPY':
      checkSnappyLength(input, length);
      break;
    case 'ZSTD':
      checkZstdWindow(input);
      break;
  }
  const decompressor = compressors[codec as keyof typeof compressors];
  if (decompressor === undefined) throw new RangeError(`the compression ${codec} is not known`);
  return decompressor(input, length);
}

/** The data begin with the length of what they hold; the decompressor does not look at it. */
function checkSnappyLength(input: Uint8Array, length: number): void {
  let said = 0;
  for (let group = 0; group < 5; group++) {
    const byte = input[group] ?? 0;
    said += (byte & 0x7f) * 2 ** (7 * group);
    if (byte < 0x80) break;
  }
  if (said !== length) throw new RangeError(`a page holds ${said} bytes and claims ${length}`);
}

/** Twice what the strongest usual setting asks for. The decompressor would allocate up to 2 GB for a wrong one. */
const MAX_ZSTD_WINDOW_LOG = 28;

function checkZstdWindow(input: Uint8Array): void {
  const flags = input[4] ?? 0;
  const isSingleSegment = (flags & 0x20) !== 0;
  if (isSingleSegment) {
    checkZstdSize(input, flags);
  } else if (10 + ((input[5] ?? 0) >> 3) > MAX_ZSTD_WINDOW_LOG) {
    throw new RangeError('a page claims a huge window');
  }
}

/** In one segment the window is the content: its size follows the dictionary's number. */
function checkZstdSize(input: Uint8Array, flags: number): void {
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const at = 5 + dictionaryBytes;
  const sizeBytes = [1, 2, 4, 8][flags >> 6] ?? 1;
  let size = 0;
  for (let byte = 0; byte < sizeBytes; byte++) size += (input[at + byte] ?? 0) * 2 ** (8 * byte);
  if (size > MOST) throw new RangeError(`a page claims to hold ${size} bytes`);
}
