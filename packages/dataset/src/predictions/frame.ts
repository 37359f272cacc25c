/** What became of a row: its sample was new, had the same row before, or had another one. */
export type Placed = 'new' | 'same' | 'conflict';

/**
 * A table of numbers by sample, one row each, that grows as it is filled. Absent values are NaN. Single precision:
 * codes of labels fit in it, and probabilities are kept so anyway.
 */
export class Frame {
  /** Sample → 1-based line of the file that its row came from; 0: no row. */
  lines = new Uint32Array(1024);
  columns: Float32Array[];

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new Float32Array(1024).fill(Number.NaN));
  }

  place(sample: number, line: number, values: readonly number[]): Placed {
    if (sample >= this.lines.length) this.#grow(sample);
    if (this.lines[sample] !== 0) {
      const same = this.columns.every((column, index) =>
        Object.is(column[sample], Math.fround(values[index] ?? Number.NaN)),
      );
      return same ? 'same' : 'conflict';
    }
    this.replace(sample, line, values);
    return 'new';
  }

  replace(sample: number, line: number, values: readonly number[]): void {
    this.lines[sample] = line;
    for (let index = 0; index < this.columns.length; index += 1) {
      const column = this.columns[index];
      if (column) column[sample] = values[index] ?? Number.NaN;
    }
  }

  lineOf(sample: number): number {
    return this.lines[sample] ?? 0;
  }

  value(column: number, sample: number): number {
    return this.columns[column]?.[sample] ?? Number.NaN;
  }

  #grow(sample: number): void {
    const size = Math.max(sample + 1, 2 * this.lines.length);
    const lines = new Uint32Array(size);
    lines.set(this.lines);
    this.lines = lines;
    this.columns = this.columns.map((column) => {
      const grown = new Float32Array(size).fill(Number.NaN);
      grown.set(column);
      return grown;
    });
  }
}
