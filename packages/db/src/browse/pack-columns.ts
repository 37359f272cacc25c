import type { predictionColumns } from '../schema/index.js';
import type { PredictionColumns } from './prediction-columns.js';

/** As in the table. */
export type PackedColumns = Omit<typeof predictionColumns.$inferInsert, 'runNumber' | 'taskIndex' | 'scored'>;

/** Columns in as few bytes as their numbers need. Typed arrays are little-endian wherever Node runs a model. */
export function packColumns(columns: PredictionColumns): PackedColumns {
  const { sample, labelSet, truth, predicted, confidence } = columns;
  return {
    rows: sample.length,
    sample: sample.every((index, position) => index === position) ? null : bytes(sample),
    labelSet: narrow(labelSet),
    truth: narrow(truth.map((label) => label + 1)),
    predicted: narrow(predicted),
    confidence: bytes(confidence),
  };
}

export function unpackColumns(packed: PackedColumns): PredictionColumns {
  const { rows, sample, labelSet, truth, predicted, confidence } = packed;
  const labels = new Int16Array(widen(truth, rows));
  for (let position = 0; position < rows; position += 1) labels[position] = (labels[position] ?? 0) - 1;
  return {
    sample: sample ? new Uint32Array(copy(sample)) : counted(rows),
    labelSet: new Uint32Array(widen(labelSet, rows)),
    truth: labels,
    predicted: new Int16Array(widen(predicted, rows)),
    confidence: new Float32Array(copy(confidence)),
  };
}

function counted(rows: number): Uint32Array {
  const all = new Uint32Array(rows);
  for (let position = 0; position < rows; position += 1) all[position] = position;
  return all;
}

function narrow(values: Uint32Array | Int16Array): Buffer {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  if (largest < 2 ** 8) return bytes(new Uint8Array(values));
  return bytes(largest < 2 ** 16 ? new Uint16Array(values) : new Uint32Array(values));
}

function widen(packed: Uint8Array, rows: number): Uint8Array | Uint16Array | Uint32Array {
  const buffer = copy(packed);
  if (buffer.byteLength === rows) return new Uint8Array(buffer);
  return buffer.byteLength === 2 * rows ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

function bytes({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A buffer of its own, so that it starts where numbers of any width may. */
function copy({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
