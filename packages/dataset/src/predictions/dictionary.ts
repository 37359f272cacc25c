import { UserError } from '@evenhand/contracts';

/** Beyond so many different values a column holds no labels: names, numbers or texts. */
const MAX_VALUES = 1000;

/** The different texts of a column by number, in order of appearance, and how often each occurs. */
export class Dictionary {
  readonly values: string[] = [];
  readonly counts: number[] = [];
  /** Cells with blanks around a value, as they are written, and how often each occurs. */
  readonly padded = new Map<string, number>();
  readonly #codes = new Map<string, number>();
  readonly #column: string;
  readonly #most: number;

  constructor(column: string, most = MAX_VALUES) {
    this.#column = column;
    this.#most = most;
  }

  /** NaN for a blank cell. Throws a UserError `not_labels` at too many different values. */
  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) {
      this.counts[known] = (this.counts[known] ?? 0) + 1;
      return known;
    }
    const value = text.trim().normalize('NFC');
    if (value === '') return Number.NaN;
    if (value !== text) {
      this.#countPadded(text, value);
      return this.code(value);
    }
    const code = this.values.length;
    if (code === this.#most) {
      throw new UserError({
        code: 'not_labels',
        message: `The column "${this.#column}" has more than ${this.#most.toLocaleString('en-US')} different values, such as "${this.values[0]}" and "${value}": these are no labels.`,
        hint: 'Name the columns that hold labels: --truth TASK=COLUMN, --pred TASK=COLUMN, --group NAME=COLUMN.',
      });
    }
    this.values.push(value);
    this.counts.push(1);
    this.#codes.set(value, code);
    return code;
  }

  #countPadded(text: string, value: string): void {
    const count = this.padded.get(text);
    // Blanks in more ways than there are labels are the layout of the file.
    const isNew = count === undefined && this.padded.size < MAX_VALUES && value.length < text.length;
    if (count !== undefined || isNew) this.padded.set(text, (count ?? 0) + 1);
  }
}
