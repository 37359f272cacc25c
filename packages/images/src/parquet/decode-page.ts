import type { PageHeader } from 'hyparquet';
import { decompress } from './decompress.js';
import type { ParquetColumn } from './open-parquet.js';
import { NotReadHere } from './parquet-error.js';
import { type CellValue, plainValues } from './plain-values.js';
import { decodeRuns } from './runs.js';

export interface EncodedPage {
  header: PageHeader;
  /** As stored, after the header. */
  bytes: Uint8Array;
  codec: string;
}

/** Decodes a dictionary page. @throws RangeError, or the decompressor's error, where it is damaged */
export function decodeDictionary({ header, bytes, codec }: EncodedPage, column: ParquetColumn): CellValue[] {
  const count = header.dictionary_page_header?.num_values ?? 0;
  return plainValues(decompress(bytes, codec, header.uncompressed_page_size), column.type, count);
}

/**
 * Decodes a data page of either version: one value for each row, null where it is absent. The claimed number of rows
 * must have been checked. Encodings for rarely changing or sorted values (DELTA_…, BYTE_STREAM_SPLIT) are not read.
 *
 * @throws RangeError, or the decompressor's error, where the page is damaged; NotReadHere
 */
export function decodePage(page: EncodedPage, column: ParquetColumn, dictionary: CellValue[]): CellValue[] {
  const { present, values, encoding } = page.header.data_page_header_v2
    ? openSecondVersion(page, column)
    : openFirstVersion(page, column);
  const count = present === null ? rowsOf(page.header) : present.reduce((sum, there) => sum + there, 0);
  const stored = decodeValues(values, { encoding, count, column, dictionary });
  if (present === null) return stored;
  let at = 0;
  return Array.from(present, (there) => (there === 1 ? (stored[at++] ?? null) : null));
}

/** Rows of a data page of a column that is not repeated. */
export function rowsOf(header: PageHeader): number {
  return header.data_page_header_v2?.num_rows ?? header.data_page_header?.num_values ?? 0;
}

interface OpenPage {
  /** For each row 1 where there is a value; null where there always is. */
  present: Uint8Array | null;
  values: Uint8Array;
  encoding: string;
}

/** Everything is compressed together; the levels begin with their length. */
function openFirstVersion({ header, bytes, codec }: EncodedPage, column: ParquetColumn): OpenPage {
  const { num_values: rows, encoding } = header.data_page_header ?? { num_values: 0, encoding: 'PLAIN' };
  const page = decompress(bytes, codec, header.uncompressed_page_size);
  if (column.maxDefinition === 0) return { present: null, values: page, encoding };
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  if (length > page.length - 4) throw new RangeError('the levels reach beyond their page');
  const present = presence(page.subarray(4, 4 + length), column, rows);
  return { present, values: page.subarray(4 + length), encoding };
}

/** The levels come first and are not compressed. */
function openSecondVersion({ header, bytes, codec }: EncodedPage, column: ParquetColumn): OpenPage {
  const page = header.data_page_header_v2;
  if (page === undefined) throw new RangeError('a page has no header');
  const start = page.repetition_levels_byte_length + page.definition_levels_byte_length;
  const negative = page.repetition_levels_byte_length < 0 || page.definition_levels_byte_length < 0;
  if (negative || start > bytes.length) throw new RangeError('the levels reach beyond their page');
  const levels = bytes.subarray(page.repetition_levels_byte_length, start);
  const rest = bytes.subarray(start);
  const values =
    page.is_compressed === false ? rest : decompress(rest, codec, header.uncompressed_page_size - start);
  const present = column.maxDefinition === 0 ? null : presence(levels, column, page.num_rows);
  return { present, values, encoding: page.encoding };
}

function presence(levels: Uint8Array, { maxDefinition }: ParquetColumn, rows: number): Uint8Array {
  const width = 32 - Math.clz32(maxDefinition);
  return Uint8Array.from(decodeRuns(levels, width, rows), (level) => (level === maxDefinition ? 1 : 0));
}

interface Values {
  encoding: string;
  count: number;
  column: ParquetColumn;
  dictionary: readonly CellValue[];
}

function decodeValues(bytes: Uint8Array, { encoding, count, column, dictionary }: Values): CellValue[] {
  switch (encoding) {
    case 'PLAIN':
      return plainValues(bytes, column.type, count);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return Array.from(decodeRuns(bytes.subarray(1), bytes[0] ?? 0, count), (index) => {
        const value = dictionary[index];
        if (value === undefined) throw new RangeError(`there is no value ${index} in the dictionary`);
        return value;
      });
    case 'RLE':
      // Booleans of the second version; their length comes first.
      return Array.from(decodeRuns(bytes.subarray(4), 1, count), (bit) => bit === 1);
    default:
      throw new NotReadHere(`the encoding ${encoding} is not read here`);
  }
}
