import { UserError } from '@evenhand/contracts';
import type { ParquetFile } from '@evenhand/images';
import { quoteList } from '../quote-list.js';
import type { Features } from './features.js';

export interface ImageColumns {
  /** Leaf column of the images' bytes: `image.bytes`, or a plain column of bytes. */
  bytes: string;
  /** Leaf column of their names; null where there is none. */
  path: string | null;
  /** The top column that both are part of. */
  top: string;
}

const USUAL_NAMES = ['image', 'img', 'picture', 'photo', 'image_bytes', 'jpg', 'jpeg', 'png'];

/**
 * The columns that hold the images: the declared one, else the one that the features call an image, else one with
 * `bytes` in it or one of bytes with a usual name.
 *
 * @param declared A column, `image` or `image.bytes`; passed over where the file has no such column.
 * @throws UserError `no_image_column`, `several_image_columns`
 */
export function imageColumns(
  { path: file, columns }: ParquetFile,
  { images }: Features,
  declared: string | undefined,
): ImageColumns {
  const byName = new Map(columns.map((column) => [column.path, column]));
  const isBytes = (path: string): boolean => {
    const column = byName.get(path);
    return column?.type === 'BYTE_ARRAY' && !column.text && !column.repeated;
  };
  const resolve = (name: string): string | undefined => [`${name}.bytes`, name].find((path) => isBytes(path));
  const tops = [...new Set(columns.map(({ path }) => topOf(path)))];

  const found =
    (declared === undefined ? undefined : resolve(declared)) ??
    only(images.map(resolve), file) ??
    only(
      tops.map((name) => (isBytes(`${name}.bytes`) ? `${name}.bytes` : undefined)),
      file,
    ) ??
    USUAL_NAMES.map((usual) => tops.find((name) => name.toLowerCase() === usual && isBytes(name))).find(
      (name) => name !== undefined,
    );
  if (found === undefined) {
    throw new UserError({
      code: 'no_image_column',
      message: `${file} has no column with images in it. Its columns are ${quoteList([...byName.keys()], 40)}.`,
      hint: 'Say which it is in a manifest (table: { imageColumn: … }). A table of names of image files is added as CSV.',
    });
  }
  const top = topOf(found);
  return { bytes: found, path: byName.get(`${top}.path`)?.type === 'BYTE_ARRAY' ? `${top}.path` : null, top };
}

function topOf(path: string): string {
  return path.split('.')[0] ?? path;
}

function only(found: readonly (string | undefined)[], file: string): string | undefined {
  const names = found.filter((name) => name !== undefined);
  if (names.length < 2) return names[0];
  throw new UserError({
    code: 'several_image_columns',
    message: `${file} has several columns with images in them: ${quoteList(names)}.`,
    hint: 'Say which in a manifest: table: { imageColumn: … }.',
  });
}
