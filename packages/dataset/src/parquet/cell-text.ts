import { UserError } from '@evenhand/contracts';
import type { CellValue } from '@evenhand/images';
import { quoteList } from '../quote-list.js';
import { dateText } from '../tables/cell-text.js';

export interface CellPlace {
  file: string;
  column: string;
  /** Counted from 0. */
  row: number;
}

const decoder = new TextDecoder();

/**
 * A cell as the text that labels are read from. Integers become the names that the file or the card gives them;
 * −1 stands for no label, as in the library `datasets`.
 *
 * @throws UserError `unknown_label` for an integer that has no name
 */
export function cellText(value: CellValue, names: readonly string[] | undefined, place: CellPlace): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return decoder.decode(value);
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean' || names === undefined) return String(value);
  const number = Number(value);
  if (number === -1) return '';
  const name = names[number];
  if (name !== undefined) return name;
  throw new UserError({
    code: 'unknown_label',
    message:
      `${place.file}, row ${place.row}: the class ${value} of ${place.column} has no name. ` +
      `The data set names 0 to ${names.length - 1}: ${quoteList(names, 40)}.`,
    hint: 'The file and the names of its classes do not belong together: check the source, or its card.',
  });
}
