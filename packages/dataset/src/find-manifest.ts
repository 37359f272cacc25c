import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetManifest, datasetManifest, UserError } from '@evenhand/contracts';
import { quoteList } from './quote-list.js';
import { readYaml } from './read-yaml.js';

type Shipped = Readonly<Record<string, string>>;

/** The manifest that was asked for, else the source folder's `dataset.yaml` or `dataset.yml`, else null. */
export async function findManifest(
  asked: string | DatasetManifest | undefined,
  shipped: Shipped,
  root: string,
): Promise<DatasetManifest | null> {
  if (typeof asked === 'object') return asked;
  if (asked !== undefined) {
    const file = Object.hasOwn(shipped, asked) ? shipped[asked] : undefined;
    if (file === undefined && !(await exists(asked))) {
      throw new UserError({
        code: 'manifest_not_found',
        message: `There is no manifest ${asked}.`,
        hint: `Give the path of a dataset.yaml, or one of ${quoteList(Object.keys(shipped))}.`,
      });
    }
    return read(file ?? asked);
  }
  for (const name of ['dataset.yaml', 'dataset.yml']) {
    const file = join(root, name);
    if (await exists(file)) return read(file);
  }
  return null;
}

/** The manifest that ships for a format whose labels are fixed, null for the others. */
export async function shippedManifest(format: string, shipped: Shipped): Promise<DatasetManifest | null> {
  if (format !== 'fairface' && format !== 'utkface') return null;
  const file = Object.hasOwn(shipped, format) ? shipped[format] : undefined;
  if (file !== undefined) return read(file);
  throw new UserError({
    code: 'manifest_not_found',
    message: `The format ${format} needs a manifest that says its labels.`,
    hint: 'Give the path of a dataset.yaml with --manifest.',
  });
}

function read(file: string): Promise<DatasetManifest> {
  return readYaml(file, datasetManifest, 'invalid_manifest');
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
