import { open } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { BYTES_PER_WEIGHT, isWeightDtype, type WeightDtype } from './dtype.js';
import type { TensorEntry } from './read-header.js';

/** Large enough that system calls do not count, small enough that several buffers do not either. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * The tensor as little-endian F32 bytes, in order, in chunks of at most 8 MB (in one where it does not lie row by row).
 * A chunk is the reader's to keep.
 *
 * @throws UserError `unsupported_dtype`, `weights_changed` (the file became shorter)
 */
export async function* readTensorAsFloat32(entry: TensorEntry): AsyncGenerator<Uint8Array> {
  const { dtype, file, name } = entry;
  if (!isWeightDtype(dtype)) {
    throw new UserError({
      code: 'unsupported_dtype',
      message: `${file}: tensor ${name} is ${dtype}; weights must be F32, F16 or BF16.`,
      hint: 'Convert the checkpoint to one of these types before importing it.',
    });
  }
  const handle = await open(file);
  const read = async (offset: number, length: number): Promise<Buffer<ArrayBuffer>> => {
    const chunk = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await handle.read(chunk, 0, length, offset);
    if (bytesRead === length) return chunk;
    throw new UserError({
      code: 'weights_changed',
      message: `${file} ended in the middle of tensor ${name}: it changed while it was read.`,
    });
  };
  try {
    if (entry.strides !== undefined) {
      const values = await read(entry.offset, spannedBytes(entry, dtype));
      yield toFloat32(inRows(values, entry, dtype), dtype);
      return;
    }
    for (let done = 0; done < entry.bytes; done += CHUNK_BYTES) {
      yield toFloat32(await read(entry.offset + done, Math.min(CHUNK_BYTES, entry.bytes - done)), dtype);
    }
  } finally {
    await handle.close();
  }
}

/** From the first value to the last of a tensor that does not lie row by row. */
function spannedBytes({ shape, strides = [] }: TensorEntry, dtype: WeightDtype): number {
  const last = shape.reduce((sum, dimension, i) => sum + (dimension - 1) * (strides[i] ?? 0), 0);
  return (last + 1) * BYTES_PER_WEIGHT[dtype];
}

/** Arranges the values row by row. `values` is a buffer of its own, so that it is aligned. */
function inRows(
  values: Buffer<ArrayBuffer>,
  { shape, strides = [], bytes }: TensorEntry,
  dtype: WeightDtype,
): Buffer {
  const Words = dtype === 'F32' ? Uint32Array : Uint16Array;
  const source = new Words(values.buffer, values.byteOffset, values.length / BYTES_PER_WEIGHT[dtype]);
  const result = new Words(bytes / BYTES_PER_WEIGHT[dtype]);
  const columns = shape.at(-1) ?? 1;
  const step = strides.at(-1) ?? 0;
  const row = shape.slice(0, -1).map(() => 0);
  for (let to = 0; to < result.length; to += columns) {
    const from = row.reduce((sum, index, i) => sum + index * (strides[i] ?? 0), 0);
    for (let column = 0; column < columns; column++) result[to + column] = source[from + column * step] ?? 0;
    for (let i = row.length - 1; i >= 0; i--) {
      const next = (row[i] ?? 0) + 1;
      row[i] = next === shape[i] ? 0 : next;
      if (row[i] !== 0) break;
    }
  }
  return Buffer.from(result.buffer);
}

function toFloat32(chunk: Buffer, dtype: WeightDtype): Uint8Array {
  if (dtype === 'F32') return chunk;
  const halves = new Uint16Array(chunk.buffer, chunk.byteOffset, chunk.length / 2);
  const words = new Uint32Array(halves.length);
  if (dtype === 'BF16') {
    for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
  } else {
    const table = halfTable();
    for (let i = 0; i < halves.length; i++) words[i] = table[halves[i] ?? 0] ?? 0;
  }
  return new Uint8Array(words.buffer);
}

let cachedHalfTable: Uint32Array | undefined;

/** Bits of the F32 for each of the 65,536 F16 bit patterns (IEEE 754 binary16), NaN payloads included. */
function halfTable(): Uint32Array {
  if (cachedHalfTable !== undefined) return cachedHalfTable;
  const table = new Uint32Array(65_536);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let half = 0; half < table.length; half++) {
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) {
      table[half] = sign | 0x7f80_0000 | (fraction << 13);
    } else if (exponent === 0) {
      float[0] = fraction * 2 ** -24;
      table[half] = sign | (bits[0] ?? 0);
    } else {
      table[half] = sign | ((exponent + 112) << 23) | (fraction << 13);
    }
  }
  cachedHalfTable = table;
  return table;
}
