import { stat } from 'node:fs/promises';
import { type ModelSourceManifest, UserError } from '@evenhand/contracts';
import { readSourceManifest } from './read-source-manifest.js';
import { shippedModelManifests } from './shipped-model-manifests.js';

/**
 * What is said about a model, field by field: first by `requested` (a file, or the name of a manifest that ships),
 * then by the manifest beside the source.
 *
 * @throws UserError `manifest_not_found`, `bad_manifest`
 */
export async function resolveManifest(
  requested: string | undefined,
  beside: ModelSourceManifest | undefined,
): Promise<ModelSourceManifest> {
  const first = requested === undefined ? {} : await readRequested(requested);
  const said = Object.entries(first).filter(([, value]) => value !== undefined);
  return { schemaVersion: 1, ...beside, ...Object.fromEntries(said) };
}

async function readRequested(requested: string): Promise<ModelSourceManifest> {
  const isFile = await stat(requested).then(
    (info) => info.isFile(),
    () => false,
  );
  if (isFile) return readSourceManifest(requested);
  const shipped = await shippedModelManifests();
  const match = shipped.find((manifest) => manifest.name === requested);
  if (match !== undefined) return readSourceManifest(match.file);
  throw new UserError({
    code: 'manifest_not_found',
    message: `There is no file ${requested}, and no manifest of that name ships with Evenhand.`,
    hint: `Manifests that ship: ${shipped.map((manifest) => manifest.name).join(', ')}.`,
  });
}
