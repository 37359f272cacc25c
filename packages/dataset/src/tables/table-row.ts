/** One row of a label table, CSV or JSONL. */
export interface TableRow {
  /** 1-based line of the file, as an editor shows it, on which the row begins. */
  line: number;
  /** Column → cell; an absent value is an empty cell. */
  cells: ReadonlyMap<string, string>;
}
