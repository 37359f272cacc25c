import { closeSync, openSync, readSync } from 'node:fs';
import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { fileError } from '../file-error.js';
import { checkThrift } from './check-thrift.js';
import { decodeDictionary, decodePage, rowsOf } from './decode-page.js';
import { meant } from './meaning.js';
import type { ColumnChunk, ParquetColumn, ParquetFile, RowGroup } from './open-parquet.js';
import { NotReadHere, parquetError, unsupportedParquet } from './parquet-error.js';
import type { CellValue } from './plain-values.js';

/** Values of consecutive rows. */
export interface CellRun {
  firstRow: number;
  values: CellValue[];
}

interface Page {
  header: PageHeader;
  /** Of the bytes after the header. */
  offset: number;
  /** In the file. */
  firstRow: number;
  rows: number;
}

/** The pages of one column in one row group, found by their headers. */
interface ChunkPages {
  dictionary: { header: PageHeader; offset: number } | undefined;
  data: Page[];
}

/** Read at first for a page header; grown where statistics make it longer. */
const HEADER_WINDOW = 4 << 10;
const LARGEST_HEADER = 8 << 20;
const HEADER_VALUES = 10_000;
/** Rows that never change take no bytes, so a page may claim any number; real ones have thousands. */
const MAX_PAGE_ROWS = 4 << 20;

/**
 * Reads a column page by page, so that memory holds a page (and the dictionary of its row group) whatever the size of
 * the file. Rows may be asked for in any order; in file order every page is read once. Synchronous on purpose, as is
 * reading image files: in the threads that do it nothing else waits.
 */
export class ColumnReader {
  readonly #file: ParquetFile;
  readonly #column: ParquetColumn;
  readonly #index: number;
  #pages: { group: RowGroup; pages: ChunkPages } | undefined;
  #dictionary: { group: RowGroup; values: CellValue[] } | undefined;
  #run: CellRun | undefined;

  /** @throws UserError `unsupported_parquet` for columns of lists */
  constructor(file: ParquetFile, path: string) {
    this.#file = file;
    this.#index = file.columns.findIndex((column) => column.path === path);
    const column = file.columns[this.#index];
    if (column === undefined) throw new RangeError(`${file.path} has no column ${path}`);
    if (column.repeated) throw unsupportedParquet(file.path, `its column ${path} has lists in it`);
    this.#column = column;
  }

  /**
   * The page that holds a row of the file, decoded.
   *
   * @throws UserError `malformed_parquet`, `unsupported_parquet`, `file_not_found`, `file_unreadable`; RangeError for a row that is not there
   */
  runAt(row: number): CellRun {
    const known = this.#run;
    if (known && row >= known.firstRow && row < known.firstRow + known.values.length) return known;
    const group = groupOf(this.#file, row);
    const run = this.#reading(group, (read) => {
      const { dictionary, data } = this.#pagesOf(group, read);
      const page = data.find(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
      if (page === undefined) throw new RangeError(`its pages do not hold row ${row}`);
      const codec = this.#chunk(group).codec;
      if (dictionary !== undefined && this.#dictionary?.group !== group) {
        const bytes = read(dictionary.offset, dictionary.header.compressed_page_size);
        const values = decodeDictionary({ header: dictionary.header, bytes, codec }, this.#column);
        this.#dictionary = { group, values };
      }
      const entries = this.#dictionary?.group === group ? this.#dictionary.values : [];
      const bytes = read(page.offset, page.header.compressed_page_size);
      const stored = decodePage({ header: page.header, bytes, codec }, this.#column, entries);
      const { meaning } = this.#column;
      const values = meaning === null ? stored : stored.map((value) => meant(value, meaning));
      if (values.length !== page.rows)
        throw new RangeError(`a page of ${page.rows} rows has ${values.length}`);
      return { firstRow: page.firstRow, values };
    });
    this.#run = run;
    return run;
  }

  /** All values in order, a page at a time. @throws as `runAt` does */
  *runs(): Generator<CellRun> {
    for (let row = 0; row < this.#file.rows; ) {
      const run = this.runAt(row);
      yield run;
      row = run.firstRow + run.values.length;
    }
  }

  #chunk(group: RowGroup): ColumnChunk {
    const chunk = group.chunks[this.#index];
    if (chunk === undefined) throw new RangeError('a row group lacks the column');
    return chunk;
  }

  #pagesOf(group: RowGroup, read: ReadBytes): ChunkPages {
    if (this.#pages?.group === group) return this.#pages.pages;
    const pages = findPages(this.#chunk(group), group, read);
    this.#pages = { group, pages };
    return pages;
  }

  #reading<Result>(group: RowGroup, work: (read: ReadBytes) => Result): Result {
    const { path } = this.#file;
    let handle: number | undefined;
    try {
      const opened = openSync(path, 'r');
      handle = opened;
      return work((offset, length) => {
        const bytes = new Uint8Array(length);
        if (readSync(opened, bytes, 0, length, offset) < length)
          throw new RangeError('the file is cut short');
        return bytes;
      });
    } catch (error) {
      const known = fileError(error, path);
      if (known !== error) throw known;
      const where = `${this.#column.path} in the row group of the rows ${group.firstRow} to ${group.firstRow + group.rows - 1}`;
      if (error instanceof NotReadHere) throw unsupportedParquet(path, `${where}: ${error.message}`);
      throw parquetError(
        path,
        `${where} cannot be read (${error instanceof Error ? error.message : String(error)})`,
        error,
      );
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
  }
}

type ReadBytes = (offset: number, length: number) => Uint8Array;

function groupOf(file: ParquetFile, row: number): RowGroup {
  let low = 0;
  let high = file.groups.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = file.groups[middle];
    if (group === undefined) break;
    if (row < group.firstRow) high = middle - 1;
    else if (row >= group.firstRow + group.rows) low = middle + 1;
    else return group;
  }
  throw new RangeError(`${file.path} has ${file.rows} rows; there is no row ${row}`);
}

function findPages(chunk: ColumnChunk, group: RowGroup, read: ReadBytes): ChunkPages {
  const pages: ChunkPages = { dictionary: undefined, data: [] };
  const end = chunk.offset + chunk.length;
  let rows = 0;
  let found = 0;
  for (let at = chunk.offset; at < end && rows < group.rows; found++) {
    // A dictionary and an index beside the data; empty pages in any number would take all day.
    if (found > group.rows + 2) throw new RangeError('it has more pages than rows');
    const { header, length } = readHeader(at, end, read);
    const offset = at + length;
    const size = header.compressed_page_size;
    if (!(size >= 0) || offset + size > end || !(header.uncompressed_page_size >= 0)) {
      throw new RangeError(`a page claims ${size} bytes`);
    }
    if (header.type === 'DICTIONARY_PAGE') {
      pages.dictionary ??= { header, offset };
    } else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      const count = rowsOf(header);
      if (!(count >= 0) || count > Math.min(group.rows - rows, MAX_PAGE_ROWS))
        throw new RangeError(`a page claims ${count} rows`);
      if (count > 0) pages.data.push({ header, offset, firstRow: group.firstRow + rows, rows: count });
      rows += count;
    } else if (header.type !== 'INDEX_PAGE') {
      throw new RangeError('a page is of no known kind');
    }
    at = offset + size;
  }
  if (rows < group.rows) throw new RangeError(`its pages hold ${rows} of ${group.rows} rows`);
  return pages;
}

function readHeader(at: number, end: number, read: ReadBytes): { header: PageHeader; length: number } {
  for (let window = HEADER_WINDOW; ; window *= 8) {
    const bytes = read(at, Math.min(window, end - at));
    try {
      const length = checkThrift(bytes, { offset: 0, values: HEADER_VALUES });
      return { header: parquetHeader({ view: new DataView(bytes.buffer), offset: 0 }), length };
    } catch (error) {
      if (window >= LARGEST_HEADER || bytes.length === end - at) throw error;
    }
  }
}
