import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Attribute, type DatasetManifest, type RunWarning, UserError } from '@evenhand/contracts';
import { type CellValue, ColumnReader } from '@evenhand/images';
import type { DatasetProgress } from '../dataset.js';
import type { FoundSample, FoundSamples } from '../found-samples.js';
import { RowLabelReader } from '../labels/row-labels.js';
import { quoteList } from '../quote-list.js';
import { pathInside } from '../source.js';
import { cellText } from './cell-text.js';
import type { OpenFile } from './open-file.js';

export interface ParquetSource {
  files: readonly OpenFile[];
  manifest: DatasetManifest;
  /** Absolute path of the source folder: names of files are relative to it. */
  root: string;
  allowMissing: boolean;
}

/** Rows between two turns for others: hashing is synchronous. */
const TURN = 32;

interface Row extends FoundSample {
  /** Name of the image as the data set writes it; empty where it does not. */
  name: string;
}

/**
 * Reads the labels and hashes the images of Parquet files, a page of each column at a time. The files are not
 * unpacked: a sample's image stays in its cell.
 *
 * @throws UserError `missing_column`, `unknown_label`, `missing_images`, `malformed_parquet`
 */
export async function parquetSamples(
  { files, manifest, root, allowMissing }: ParquetSource,
  onProgress?: DatasetProgress,
): Promise<FoundSamples> {
  const rows: Row[] = [];
  const missing: string[] = [];
  const total = files.reduce((sum, { file }) => sum + file.rows, 0);
  let done = 0;
  for (const open of files) {
    const { path } = open.file;
    const read = rowReader(open, manifest, pathInside(root, path) ?? path);
    for (let row = 0; row < open.file.rows; row++) {
      const found = read(row);
      if (found === null) missing.push(`row ${row} of ${path}`);
      else rows.push(found);
      done += 1;
      if (done % TURN !== 0) continue;
      onProgress?.(done, total);
      await setImmediate();
    }
    read.assertAllKnown();
  }
  onProgress?.(done, total);
  return {
    manifest,
    samples: withIds(rows),
    leftOut: missing.length,
    warnings: missingImages(missing, total, allowMissing),
  };
}

interface ReadRow {
  /** Null where the row has no image. */
  (row: number): Row | null;
  assertAllKnown(): void;
}

function rowReader(open: OpenFile, manifest: DatasetManifest, file: string): ReadRow {
  const { path } = open.file;
  const labels = new RowLabelReader(manifest.attributes, path);
  const attributes = manifest.attributes.map((attribute) => textColumn(open, columnOf(attribute)));
  const cluster = manifest.cluster === undefined ? undefined : textColumn(open, manifest.cluster);
  const name = open.images.path === null ? undefined : textColumn(open, open.images.path);
  const bytes = column(open, open.images.bytes);

  const read = (row: number): Row | null => {
    const image = bytes(row);
    if (!(image instanceof Uint8Array)) return null;
    return {
      id: `${file}#${row}`,
      name: name?.(row).trim() ?? '',
      path,
      cell: { column: open.images.bytes, row },
      sha256: createHash('sha256').update(image).digest('hex'),
      row: labels.read(
        attributes.map((text) => text(row)),
        () => `row ${row}`,
      ),
      cluster: cluster?.(row).trim() || undefined,
    };
  };
  return Object.assign(read, { assertAllKnown: () => labels.assertAllKnown() });
}

function columnOf({ column, name }: Attribute): string {
  return column ?? name;
}

function column({ file }: OpenFile, path: string): (row: number) => CellValue {
  if (!file.columns.some((entry) => entry.path === path)) {
    throw new UserError({
      code: 'missing_column',
      message: `${file.path} has no column "${path}". Its columns are ${quoteList(
        file.columns.map((entry) => entry.path),
        40,
      )}.`,
      hint: "Correct the attribute's `column` in the manifest.",
    });
  }
  const reader = new ColumnReader(file, path);
  return (row) => {
    const { firstRow, values } = reader.runAt(row);
    return values[row - firstRow] ?? null;
  };
}

function textColumn(open: OpenFile, path: string): (row: number) => string {
  const read = column(open, path);
  const names = open.classNames(path);
  return (row) => cellText(read(row), names, { file: open.file.path, column: path, row });
}

/** The images' own names where each has one of its own, else file and row. */
function withIds(rows: readonly Row[]): FoundSample[] {
  const names = new Set(rows.map(({ name }) => idOf(name)));
  const isNamed = names.size === rows.length && !names.has('');
  return rows.map(({ name, ...sample }) => (isNamed ? { ...sample, id: idOf(name) } : sample));
}

/** Empty for what is no name of a file in the data set. */
function idOf(name: string): string {
  const path = posix.normalize(name.normalize('NFC').replaceAll('\\', '/'));
  return path === '.' || path === '..' || path.startsWith('../') ? '' : path;
}

function missingImages(missing: readonly string[], total: number, allowMissing: boolean): RunWarning[] {
  const count = missing.length;
  if (count === 0) return [];
  const list = `${missing.slice(0, 3).join(', ')}${count > 3 ? ', …' : ''}`;
  const rows = `${count.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows`;
  if (allowMissing && count < total) {
    const message = `${rows} were left out because they hold no image: ${list}.`;
    return [{ code: 'missing_images', message, count }];
  }
  throw new UserError({
    code: 'missing_images',
    message: `${rows} hold no image: ${list}.`,
    ...(count < total ? { hint: 'Leave these rows out with --allow-missing.' } : {}),
  });
}
