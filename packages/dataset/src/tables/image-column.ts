import { UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';

/** Names that tables give the column of the image's path, most telling first. */
const USUAL_NAMES = [
  'image',
  'file',
  'file_name',
  'filename',
  'file_path',
  'filepath',
  'image_path',
  'image_file',
  'image_name',
  'img',
  'img_path',
  'img_name',
  'path',
];

/**
 * The column that holds the image's path: the declared one, else the first of the usual names, case ignored.
 * Throws a UserError `no_image_column` that lists the columns there are.
 */
export function imageColumn(columns: readonly string[], declared: string | undefined, file: string): string {
  const found =
    declared === undefined
      ? USUAL_NAMES.map((name) => columns.find((column) => column.toLowerCase() === name)).find(
          (column) => column !== undefined,
        )
      : columns.find((column) => column === declared);
  if (found !== undefined) return found;
  throw new UserError({
    code: 'no_image_column',
    message:
      `${file} has no ${declared === undefined ? 'column for the image' : `column "${declared}" for the image`}. ` +
      `Its columns are ${quoteList(columns, 40)}.`,
    hint:
      'Name the column "image", or say which it is in a manifest (table: { imageColumn: … }). ' +
      'The first line of a table must be its header.',
  });
}
