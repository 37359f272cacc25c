import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { type DatasetFormat, UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';
import { readClassFolder } from './folders/class-folder.js';
import { isImageName, walkImages } from './folders/walk-images.js';
import { isParquetName } from './parquet/choose-files.js';
import { walkFiles } from './parquet/walk-files.js';
import { tableFormat } from './tables/read-table.js';

const FAIRFACE_TABLE = /^fairface_label_.*\.csv$/i;
/** `age_gender_race_date`: three numbers and a time stamp of 8 to 17 digits. */
const UTKFACE_NAME = /^\d{1,3}_[01]_[0-4]_\d{8,17}\D/;
/** Images that are looked at to tell the format; all of a data set are named alike, but for a few slips. */
const LOOKED_AT = 500;
const ENOUGH = 0.9;

export function isFairfaceTable(file: string): boolean {
  return FAIRFACE_TABLE.test(basename(file));
}

/** The format of a table file by its name. Throws a UserError `unknown_format` for other files. */
export function formatOfFile(file: string): DatasetFormat {
  if (isParquetName(basename(file))) return 'parquet';
  const format = tableFormat(file);
  if (format !== null) return isFairfaceTable(file) ? 'fairface' : format;
  throw new UserError({
    code: 'unknown_format',
    message: `${file} is not a label table: it is not called .csv, .tsv, .jsonl or .parquet.`,
    hint: isImageName(file)
      ? 'Give the folder of the images.'
      : 'Give a folder or a label table; save a spreadsheet as "CSV UTF-8".',
  });
}

/**
 * The format of a folder by what is in it: a FairFace label table, another table, Parquet files, UTKFace's file
 * names, or class folders, in this order. Throws a UserError: `empty_folder`, `ambiguous_format` or `unknown_format`.
 */
export async function formatOfFolder(folder: string): Promise<DatasetFormat> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const tables = names.filter(isTableName);
  const found = new Set<DatasetFormat>(tables.map(formatOfFile));
  // Beside FairFace's own table another one is somebody's notes.
  if (found.has('fairface')) return 'fairface';
  if (!(await walkFiles(folder, isParquetName).next()).done) found.add('parquet');

  const paths: string[] = [];
  for await (const path of walkImages(folder)) {
    paths.push(path);
    if (paths.length === LOOKED_AT) break;
  }
  if (paths.length > 0 && share(paths, (path) => UTKFACE_NAME.test(basename(path))) >= ENOUGH)
    found.add('utkface');
  const [format, ...others] = found;
  if (others.length > 0) {
    throw new UserError({
      code: 'ambiguous_format',
      message: `${folder} could be read in several formats: ${[...found].join(', ')}.`,
      hint: 'Say which with --format, or give the label table itself.',
    });
  }
  if (format !== undefined) return format;
  if (paths.length === 0) {
    throw new UserError({
      code: 'empty_folder',
      message: `${folder} holds no images, no Parquet files and no label table.`,
      hint: 'Give the folder that holds them, or the label table itself with --images for the folder of the images.',
    });
  }
  if (share(paths, (path) => readClassFolder(path) !== null) >= ENOUGH) return 'imagefolder';
  throw new UserError({
    code: 'unknown_format',
    message: `${folder} holds images, but nothing that says their labels.`,
    hint: 'Put a label table beside them (CSV or JSON Lines), one folder for each class, or a dataset.yaml with a pattern.',
  });
}

/** Whether a file in a folder is taken for its label table; text files are read-me files. */
export function isTableName(name: string): boolean {
  return !name.startsWith('.') && tableFormat(name) !== null && !name.toLowerCase().endsWith('.txt');
}

function share(paths: readonly string[], test: (path: string) => boolean): number {
  return paths.filter(test).length / paths.length;
}
