import { stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { type DatasetManifest, UserError } from '@evenhand/contracts';
import { manifestPath, type Source } from '../source.js';
import { type ChosenFiles, chooseParquetFiles, isParquetName, type WantedFiles } from './choose-files.js';
import { type DatasetCard, readDatasetCard } from './dataset-card.js';
import { walkFiles } from './walk-files.js';

export interface FoundParquet extends ChosenFiles {
  card: DatasetCard;
  /** Column → names of its classes, by the card's configuration. */
  classNames: ReadonlyMap<string, string[]>;
}

/**
 * The Parquet files of a data set, absolute: the source itself, the manifest's `table.file`, or those of one
 * configuration and split in the source folder, by its `README.md` or by their names.
 *
 * @throws UserError those of `chooseParquetFiles`, `invalid_card`, `no_table`
 */
export async function findParquet(
  { root, file }: Source,
  given: DatasetManifest | null,
  wanted: WantedFiles,
): Promise<FoundParquet> {
  const card = await readDatasetCard(join(root, 'README.md'));
  const named = file ?? (given?.table?.file === undefined ? null : manifestPath(root, given.table.file));
  const chosen = named === null ? await chooseInFolder(root, card, wanted) : await onlyFile(named);
  const config = card.configs.find(({ name }) => name === chosen.config) ?? card.configs[0];
  return { ...chosen, card, classNames: config?.classNames ?? new Map() };
}

async function chooseInFolder(root: string, card: DatasetCard, wanted: WantedFiles): Promise<ChosenFiles> {
  const paths: string[] = [];
  for await (const path of walkFiles(root, isParquetName))
    paths.push(relative(root, path).replaceAll(sep, '/'));
  const chosen = chooseParquetFiles(paths, card, wanted);
  return { ...chosen, files: chosen.files.map((path) => join(root, path)) };
}

async function onlyFile(file: string): Promise<ChosenFiles> {
  if ((await stat(file).catch(() => null))?.isFile()) return { files: [file] };
  throw new UserError({
    code: 'no_table',
    message: `The file that the manifest names, ${basename(file)}, does not exist.`,
  });
}
