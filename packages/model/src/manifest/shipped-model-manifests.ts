import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../manifests/', import.meta.url));
const EXTENSION = '.yaml';

export interface ShippedModelManifest {
  /** For `--manifest`. */
  name: string;
  /** Absolute path of the YAML file. */
  file: string;
}

/** The manifests that come with Evenhand, for models whose checkpoints do not carry their labels. By name. */
export async function shippedModelManifests(): Promise<ShippedModelManifest[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(EXTENSION)).sort();
  return files.map((file) => ({ name: basename(file, EXTENSION), file: join(FOLDER, file) }));
}
