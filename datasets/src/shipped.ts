import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This package's folder, from `src/` and from `dist/` alike. */
const PACKAGE_ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Name of each data set that Evenhand knows → path of its `dataset.yaml`. The data themselves are not included. */
export function shippedDatasetManifests(): Record<'demo' | 'fairface' | 'utkface', string> {
  const path = (name: string): string => join(PACKAGE_ROOT, name, 'dataset.yaml');
  return { demo: path('demo'), fairface: path('fairface'), utkface: path('utkface') };
}

/** Folder of one version of the demo's model: a checkpoint in the Hugging Face layout with a `model.yaml`. */
export function demoModelFolder(version: 'v1' | 'v2'): string {
  return join(PACKAGE_ROOT, 'demo', 'models', version);
}
