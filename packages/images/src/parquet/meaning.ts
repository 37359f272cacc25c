import type { SchemaElement } from 'hyparquet';
import type { CellValue } from './plain-values.js';

/** What the whole numbers of a column stand for, where it is not themselves. */
export type Meaning =
  | { kind: 'decimal'; scale: number }
  | { kind: 'date' }
  | { kind: 'timestamp'; perMillisecond: number }
  | { kind: 'unsigned'; bits: 32 | 64 };

const UNITS = { MILLIS: 1, MICROS: 1_000, NANOS: 1_000_000 } as const;
/** Digits of the longest decimals. */
const MOST_DIGITS = 38;

/** @throws RangeError for a scale that no decimal has */
export function meaningOf(element: SchemaElement): Meaning | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type !== 'INT32' && type !== 'INT64') return null;
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
    if (!(Number.isInteger(scale) && scale >= 0 && scale <= MOST_DIGITS))
      throw new RangeError(`a decimal has ${scale} places`);
    return { kind: 'decimal', scale };
  }
  if (logical?.type === 'DATE' || converted === 'DATE') return { kind: 'date' };
  if (logical?.type === 'TIMESTAMP') return { kind: 'timestamp', perMillisecond: UNITS[logical.unit] };
  if (converted === 'TIMESTAMP_MILLIS') return { kind: 'timestamp', perMillisecond: UNITS.MILLIS };
  if (converted === 'TIMESTAMP_MICROS') return { kind: 'timestamp', perMillisecond: UNITS.MICROS };
  const isUnsigned =
    (logical?.type === 'INTEGER' && !logical.isSigned) || converted?.startsWith('UINT_') === true;
  return isUnsigned ? { kind: 'unsigned', bits: type === 'INT32' ? 32 : 64 } : null;
}

/** A stored value as what it stands for. Times are cut to milliseconds. */
export function meant(value: CellValue, meaning: Meaning): CellValue {
  if (typeof value !== 'number' && typeof value !== 'bigint') return value;
  switch (meaning.kind) {
    case 'decimal':
      return Number(value) / 10 ** meaning.scale;
    case 'date':
      return new Date(86_400_000 * Number(value));
    case 'timestamp':
      return new Date(Math.floor(Number(value) / meaning.perMillisecond));
    case 'unsigned':
      return typeof value === 'bigint' ? BigInt.asUintN(meaning.bits, value) : value >>> 0;
  }
}
