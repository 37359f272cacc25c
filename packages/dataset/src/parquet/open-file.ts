import { UserError } from '@evenhand/contracts';
import { openParquet, type ParquetFile } from '@evenhand/images';
import { readFeatures } from './features.js';
import { type ImageColumns, imageColumns } from './image-columns.js';

/** A Parquet file with images, and what is known about its columns. */
export interface OpenFile {
  file: ParquetFile;
  images: ImageColumns;
  /** The names that a column's integers stand for, by the file itself, else by the data set's card. */
  classNames(column: string): string[] | undefined;
}

export interface OpenFileOptions {
  /** By the card. */
  classNames: ReadonlyMap<string, string[]>;
  imageColumn: string | undefined;
}

/** @throws UserError `malformed_parquet`, `unsupported_parquet`, `no_image_column`, `several_image_columns` */
export function openFile(path: string, { classNames, imageColumn }: OpenFileOptions): OpenFile {
  const file = openParquet(path);
  const features = readFeatures(file);
  const images = imageColumns(file, features, imageColumn);
  // Every image takes some bytes. Labels may take none, so nothing else bounds the rows that a damaged file claims.
  if (file.rows > file.size) {
    throw new UserError({
      code: 'malformed_parquet',
      message: `${path} claims ${file.rows} rows with images in ${file.size} bytes.`,
      hint: 'The file may be damaged or cut short: fetch or write it again.',
    });
  }
  return { file, images, classNames: (column) => features.classNames.get(column) ?? classNames.get(column) };
}

/** The column of the images' bytes, which all files of a data set must have. @throws UserError `no_image_column` */
export function onlyImageColumn(files: readonly OpenFile[]): string | undefined {
  const [first] = files;
  const other = files.find(({ images }) => images.bytes !== first?.images.bytes);
  if (other === undefined) return first?.images.bytes;
  throw new UserError({
    code: 'no_image_column',
    message: `The images are in the column ${first?.images.bytes} of ${first?.file.path} and in ${other.images.bytes} of ${other.file.path}.`,
    hint: 'Files of one data set have the same columns: add them as several data sets.',
  });
}
