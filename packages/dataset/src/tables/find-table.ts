import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetManifest, UserError } from '@evenhand/contracts';
import { isFairfaceTable, isTableName } from '../detect-format.js';
import { quoteList } from '../quote-list.js';
import { manifestPath, type Source } from '../source.js';
import { type TableFile, tableFormat } from './read-table.js';

export type TableFormat = 'fairface' | 'csv' | 'jsonl';

/**
 * The label table of a data set: the source itself, the manifest's `table.file`, or the only table at the top of the
 * source folder. Throws a UserError `no_table` or, where there are several, `several_tables`.
 */
export async function findTable(
  { root, file }: Source,
  format: TableFormat,
  manifest: DatasetManifest | null,
): Promise<TableFile> {
  const named = manifest?.table?.file;
  const path = file ?? (named === undefined ? await onlyTable(root, format) : manifestPath(root, named));
  if (!(await stat(path).catch(() => null))?.isFile()) {
    throw new UserError({
      code: 'no_table',
      message: `The label table that the manifest names, ${path}, does not exist.`,
    });
  }
  return {
    file: path,
    format: format === 'jsonl' ? 'jsonl' : 'csv',
    delimiter: manifest?.table?.delimiter,
  };
}

async function onlyTable(root: string, format: TableFormat): Promise<string> {
  const names = await tablesIn(root, format);
  const [name, ...others] = names;
  if (name === undefined) {
    throw new UserError({
      code: 'no_table',
      message: `${root} holds no label table of the format ${format}.`,
      hint: 'Give the table itself as the source, and with --images the folder of the images.',
    });
  }
  if (others.length > 0) {
    throw new UserError({
      code: 'several_tables',
      message: `${root} holds several label tables: ${quoteList(names, 40)}.`,
      hint: `Give the one that you mean as the source: ${join(root, name)}`,
    });
  }
  return join(root, name);
}

async function tablesIn(root: string, format: TableFormat): Promise<string[]> {
  const names = (await readdir(root)).filter(isTableName).sort();
  if (format !== 'fairface') return names.filter((name) => tableFormat(name) === format);
  const own = names.filter(isFairfaceTable);
  return own.length > 0 ? own : names.filter((name) => tableFormat(name) === 'csv');
}
