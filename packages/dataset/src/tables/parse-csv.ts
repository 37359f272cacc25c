/** A row as it stands in the file: no header is known here, and blank rows are rows. */
export interface CsvRecord {
  /** 1-based line of the file on which the row begins. */
  line: number;
  cells: string[];
}

/** What makes a text no CSV; the caller adds the file. */
export class CsvFault extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Characters. A row is some cells of text: a longer one is a quotation mark that was never closed, or no table. */
const LONGEST_ROW = 1 << 20;

/**
 * A parser that is fed a CSV text in pieces: RFC 4180 with any one-character delimiter and any line ending, also
 * mixed. Cells in quotation marks may span lines. A quotation mark inside an unquoted cell (5" disk) is a character,
 * and so are those around a cell that goes on after its closing one ("so called" names).
 *
 * Memory: what is pushed, and at most one row that is still open. Throws a {@link CsvFault}.
 */
export class CsvParser {
  readonly #delimiter: string;
  #rest = '';
  #line = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The rows that `text` completes. `isLast`: nothing follows. */
  push(text: string, isLast = false): CsvRecord[] {
    const cursor = new Cursor(this.#rest === '' ? text : this.#rest + text, this.#delimiter, isLast);
    const records: CsvRecord[] = [];
    while (cursor.position < cursor.text.length) {
      const line = this.#line;
      const read = cursor.nextRecord();
      if (read === 'open quote' || (read === 'incomplete' && cursor.left() > LONGEST_ROW)) {
        throw new CsvFault(line, cursor.faultOfRow());
      }
      if (read === 'incomplete') break;
      this.#line += 1 + cursor.newlines;
      records.push({ line, cells: read });
    }
    this.#rest = cursor.text.slice(cursor.position);
    return records;
  }
}

/** A place in the text at hand. */
class Cursor {
  readonly text: string;
  position = 0;
  /** Line breaks inside the cells of the record read last. */
  newlines = 0;
  readonly #delimiter: string;
  readonly #isLast: boolean;
  #feed = -1;
  #return = -1;
  #quote = -1;

  constructor(text: string, delimiter: string, isLast: boolean) {
    this.text = text;
    this.#delimiter = delimiter;
    this.#isLast = isLast;
  }

  left(): number {
    return this.text.length - this.position;
  }

  /** Why the row at the position has no end. */
  faultOfRow(): string {
    return this.text.includes('"', this.position)
      ? 'a quotation mark opens in this row and is never closed'
      : `this row has more than ${LONGEST_ROW.toLocaleString('en-US')} characters`;
  }

  /** The record at the position, which moves behind it; `incomplete` moves nothing. */
  nextRecord(): string[] | 'incomplete' | 'open quote' {
    const start = this.position;
    const end = this.#endOfLine(start);
    this.#quote = this.#quote < start ? this.#find('"', start) : this.#quote;
    // Nearly every row of nearly every file: no quotation marks, one line.
    if (this.#quote >= end) {
      const next = this.#afterLine(end);
      if (next === undefined) return 'incomplete';
      this.position = next;
      this.newlines = 0;
      return this.text.slice(start, end).split(this.#delimiter);
    }
    return this.#quotedRecord(start);
  }

  #quotedRecord(start: number): string[] | 'incomplete' | 'open quote' {
    const { text } = this;
    const cells: string[] = [];
    let at = start;
    for (;;) {
      const cell = text[at] === '"' ? this.#quotedCell(at) : this.#bareCell(at);
      if (typeof cell === 'string') return cell;
      cells.push(cell.value);
      at = cell.end;
      if (text[at] !== this.#delimiter) break;
      at += 1;
    }
    const next = this.#afterLine(at);
    if (next === undefined) return 'incomplete';
    this.position = next;
    this.newlines = countNewlines(text, start, at);
    return cells;
  }

  #quotedCell(start: number): { value: string; end: number } | 'incomplete' | 'open quote' {
    const { text } = this;
    let value = '';
    let from = start + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote < 0) return this.#isLast ? 'open quote' : 'incomplete';
      const next = text[quote + 1];
      if (next === undefined && !this.#isLast) return 'incomplete';
      value += text.slice(from, quote);
      if (next === '"') {
        value += '"';
        from = quote + 2;
        continue;
      }
      if (next === undefined || next === this.#delimiter || next === '\n' || next === '\r') {
        return { value, end: quote + 1 };
      }
      const rest = this.#bareCell(quote + 1);
      return { value: `"${value}"${rest.value}`, end: rest.end };
    }
  }

  #bareCell(start: number): { value: string; end: number } {
    const end = Math.min(this.#endOfLine(start), this.#find(this.#delimiter, start));
    return { value: this.text.slice(start, end), end };
  }

  /** Where the line that holds `from` ends, before its line break; the end of the text where there is none. */
  #endOfLine(from: number): number {
    if (this.#feed < from) this.#feed = this.#find('\n', from);
    if (this.#return < from) this.#return = this.#find('\r', from);
    return Math.min(this.#feed, this.#return);
  }

  /** The place behind a line break; undefined where the next piece of text decides. */
  #afterLine(end: number): number | undefined {
    const isEnd = end >= this.text.length - (this.text[end] === '\r' ? 1 : 0);
    if (isEnd && !this.#isLast) return undefined;
    return end + (this.text[end] === '\r' && this.text[end + 1] === '\n' ? 2 : 1);
  }

  #find(text: string, from: number): number {
    const found = this.text.indexOf(text, from);
    return found < 0 ? this.text.length : found;
  }
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}
