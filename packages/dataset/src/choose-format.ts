import { basename } from 'node:path';
import { type DatasetFormat, type DatasetManifest, UserError } from '@evenhand/contracts';
import { formatOfFile, formatOfFolder } from './detect-format.js';
import { isParquetName } from './parquet/choose-files.js';
import type { Source } from './source.js';

/** The format that was asked for, else the manifest's, else what the source looks like. */
export async function chooseFormat(
  { root, file }: Source,
  asked: DatasetFormat | undefined,
  manifest: DatasetManifest | null,
): Promise<DatasetFormat> {
  if (file !== null) return formatOfTable(file, asked, manifest);
  const said = asked ?? manifest?.format;
  if (said !== undefined) return said;
  if (manifest?.table?.file !== undefined) return formatOfFile(manifest.table.file);
  return manifest?.pattern === undefined ? formatOfFolder(root) : 'imagefolder';
}

function formatOfTable(
  file: string,
  asked: DatasetFormat | undefined,
  manifest: DatasetManifest | null,
): DatasetFormat {
  if (asked === 'utkface' || asked === 'imagefolder') {
    throw new UserError({
      code: 'format_mismatch',
      message: `A data set of the format ${asked} is a folder of images; ${file} is a file.`,
    });
  }
  const isParquet = isParquetName(basename(file));
  if (asked !== undefined && asked !== 'parquet' && isParquet) {
    throw new UserError({
      code: 'format_mismatch',
      message: `${file} is a Parquet file; the format ${asked} was asked for.`,
    });
  }
  if (asked !== undefined) return asked;
  const own = formatOfFile(file);
  const said = manifest?.format;
  return own !== 'jsonl' && own !== 'parquet' && (said === 'csv' || said === 'fairface') ? said : own;
}
