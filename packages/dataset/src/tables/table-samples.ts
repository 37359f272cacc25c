import { basename, isAbsolute, posix } from 'node:path';
import { type DatasetManifest, type RunWarning, UserError } from '@evenhand/contracts';
import type { FoundSample, FoundSamples } from '../found-samples.js';
import { resolveImages } from '../images/resolve-images.js';
import { RowLabelReader, type RowLabels } from '../labels/row-labels.js';
import { quoteList } from '../quote-list.js';
import { pathInside } from '../source.js';
import { imageColumn } from './image-column.js';
import { readTable, type TableFile } from './read-table.js';
import type { TableRow } from './table-row.js';

export interface TableSource {
  table: TableFile;
  manifest: DatasetManifest;
  /** Absolute path of the image folder. */
  images: string;
  allowMissing: boolean;
}

interface Row {
  id: string;
  line: number;
  row: RowLabels;
  cluster?: string | undefined;
}

/** Reads a label table and finds the images that it names; `manifest.table` then says what was used. */
export async function tableSamples(source: TableSource): Promise<FoundSamples> {
  const { table, manifest, images, allowMissing } = source;
  if (manifest.pattern !== undefined) {
    throw new UserError({
      code: 'invalid_manifest',
      message:
        'The manifest has a `pattern`, which reads labels from file names; a table has them in columns.',
    });
  }
  const { rows, column } = await readRows(source);
  const { paths, warnings } = await resolveImages(
    rows.map((row) => row.id),
    images,
    basename(table.file),
  );
  const samples: FoundSample[] = [];
  const missing: Row[] = [];
  for (const [index, entry] of rows.entries()) {
    const path = paths[index];
    if (path === undefined || path === null) missing.push(entry);
    else samples.push({ id: entry.id, path, row: entry.row, cluster: entry.cluster });
  }
  return {
    manifest: { ...manifest, table: { ...manifest.table, imageColumn: column } },
    samples,
    leftOut: missing.length,
    warnings: [...warnings, ...missingImages(missing, rows.length, { images, table, allowMissing })],
  };
}

async function readRows({ table, manifest, images }: TableSource): Promise<{ rows: Row[]; column: string }> {
  const labels = new RowLabelReader(manifest.attributes, table.file);
  const columns = manifest.attributes.map((attribute) => attribute.column ?? attribute.name);
  const wanted = manifest.cluster === undefined ? columns : [...columns, manifest.cluster];
  const unseen = new Set(wanted);
  const lines = new Map<string, number>();
  const rows: Row[] = [];
  let column: string | undefined;
  for await (const { line, cells } of readTable(table)) {
    const place = (): string => `line ${line}`;
    if (column === undefined || !cells.has(column)) {
      // In JSON Lines every line has columns of its own; other tables have a header.
      const place = table.format === 'jsonl' ? at(table, line) : table.file;
      column = imageColumn([...cells.keys()], column ?? manifest.table?.imageColumn, place);
    }
    if (unseen.size > 0) for (const name of cells.keys()) unseen.delete(name);
    // Every row of a CSV file has every column; lines of JSON may leave out what is empty.
    if (table.format === 'csv') assertColumns(unseen, cells, table);

    const id = imageId(cells.get(column) ?? '', images, at(table, line));
    const earlier = lines.get(id);
    if (earlier !== undefined) {
      throw new UserError({
        code: 'duplicate_sample',
        message: `${table.file}: lines ${earlier} and ${line} both name the image "${id}".`,
        hint: 'A table has one row for each image.',
      });
    }
    lines.set(id, line);
    const row = labels.read(
      columns.map((name) => cells.get(name) ?? ''),
      place,
    );
    rows.push({ id, line, row, cluster: clusterOf(cells, manifest) });
  }
  assertColumns(unseen, new Map(), table);
  labels.assertAllKnown();
  return { rows, column: column ?? '' };
}

function clusterOf(cells: TableRow['cells'], { cluster }: DatasetManifest): string | undefined {
  const name = cluster === undefined ? '' : (cells.get(cluster)?.trim() ?? '');
  return name === '' ? undefined : name;
}

function assertColumns(unseen: ReadonlySet<string>, cells: TableRow['cells'], table: TableFile): void {
  if (unseen.size === 0) return;
  const there = cells.size === 0 ? '' : ` Its columns are ${quoteList([...cells.keys()], 40)}.`;
  throw new UserError({
    code: 'missing_column',
    message: `${table.file} has no column ${quoteList([...unseen])}.${there}`,
    hint: "Correct the attribute's `column` in the manifest, or the header of the table.",
  });
}

function at(table: TableFile, line: number): string {
  return `${table.file}, line ${line}`;
}

/**
 * A sample's name: the path as the table writes it, with `/` and without `.` and blanks around it; paths inside the
 * image folder relative to it, so that they name the same sample on every machine.
 */
function imageId(cell: string, images: string, place: string): string {
  const written = cell.trim().normalize('NFC').replaceAll('\\', '/');
  if (written === '') {
    throw new UserError({ code: 'missing_image_name', message: `${place}: no image is named.` });
  }
  const path = posix.normalize(written);
  if (path === '..' || path.startsWith('../')) {
    throw new UserError({
      code: 'path_outside_folder',
      message: `${place}: "${cell}" leads out of the image folder ${images}.`,
      hint: 'Say with --images which folder holds the images, or write absolute paths.',
    });
  }
  if (!isAbsolute(path)) return path;
  return pathInside(images, path) ?? path;
}

interface MissingContext {
  images: string;
  table: TableFile;
  allowMissing: boolean;
}

function missingImages(missing: readonly Row[], total: number, context: MissingContext): RunWarning[] {
  if (missing.length === 0) return [];
  const { images, table, allowMissing } = context;
  const some = missing.slice(0, 3).map(({ id, line }) => `"${id}" (line ${line})`);
  const rows = `${missing.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows`;
  const list = `${some.join(', ')}${missing.length > some.length ? ', …' : ''}`;
  if (allowMissing && missing.length < total) {
    return [
      {
        code: 'missing_images',
        message: `${rows} of ${basename(table.file)} were left out because their image is not there: ${list}.`,
        count: missing.length,
      },
    ];
  }
  throw new UserError({
    code: 'missing_images',
    message:
      missing.length === total
        ? `None of the ${total.toLocaleString('en-US')} images that ${table.file} names was found in ${images}: ${list}.`
        : `${rows} of ${table.file} name an image that is not in ${images}: ${list}.`,
    hint:
      missing.length === total
        ? 'Say with --images which folder holds the images.'
        : 'Say with --images which folder holds the images, or leave these rows out with --allow-missing.',
  });
}
