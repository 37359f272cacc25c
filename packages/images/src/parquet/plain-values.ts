import type { ParquetColumn } from './open-parquet.js';
import { NotReadHere } from './parquet-error.js';

/** What a cell holds; null where there is nothing. Bytes are views into the page. */
export type CellValue = Uint8Array | number | bigint | boolean | Date | null;

/**
 * Decodes `count` plain values.
 *
 * @throws RangeError where the data end early
 */
export function plainValues(bytes: Uint8Array, type: ParquetColumn['type'], count: number): CellValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'BYTE_ARRAY':
      return byteArrays(bytes, view, count);
    case 'BOOLEAN':
      checkRoom(bytes, count / 8);
      return Array.from(
        { length: count },
        (_, index) => (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1,
      );
    case 'INT32':
      checkRoom(bytes, 4 * count);
      return Array.from({ length: count }, (_, index) => view.getInt32(4 * index, true));
    case 'INT64':
      checkRoom(bytes, 8 * count);
      return Array.from({ length: count }, (_, index) => view.getBigInt64(8 * index, true));
    case 'FLOAT':
      checkRoom(bytes, 4 * count);
      return Array.from({ length: count }, (_, index) => view.getFloat32(4 * index, true));
    case 'DOUBLE':
      checkRoom(bytes, 8 * count);
      return Array.from({ length: count }, (_, index) => view.getFloat64(8 * index, true));
    case 'INT96':
    case 'FIXED_LEN_BYTE_ARRAY':
      throw new NotReadHere(`values of the type ${type} are neither images nor labels`);
  }
}

function byteArrays(bytes: Uint8Array, view: DataView, count: number): Uint8Array[] {
  checkRoom(bytes, 4 * count);
  const values: Uint8Array[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    if (at > bytes.length) throw new RangeError('a value reaches beyond its page');
    values.push(bytes.subarray(start, at));
  }
  return values;
}

/** Before anything is made of a claimed count. */
function checkRoom(bytes: Uint8Array, needed: number): void {
  if (needed > bytes.length) throw new RangeError('a page claims more values than it has bytes for');
}
