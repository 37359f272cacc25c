import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ModelManifest, modelCard } from '@evenhand/contracts';
import { stringify } from 'yaml';
import type { CardClaims } from '../card/card-claims.js';
import { readCardClaims } from '../card/read-card-claims.js';
import { checkCard } from '../manifest/check-card.js';
import { loadModelPackage } from '../package/load-model-package.js';
import { MANIFEST_FILE, type ModelPackage } from '../package/model-package.js';
import { importCheckpoint } from './import-checkpoint.js';
import { importOnnx } from './import-onnx.js';
import type { ImportProgress, ImportTarget } from './imported-model.js';
import { locateSource, type ModelSource } from './locate-source.js';
import { stageFolder } from './stage-folder.js';

export interface ImportModelOptions {
  /** A folder in the Hugging Face layout, a folder with an ONNX model, or an `.onnx` file. */
  source: string;
  /** The package folder to make, `models/<name>/<version>`. It must not exist yet. */
  into: string;
  name: string;
  version: string;
  /** A manifest file, or the name of one that ships. It goes before what the source says, field by field. */
  manifest?: string | undefined;
  /** Where the source was fetched from, with its revision (`hf:owner/repo@commit`); goes before what manifests say. */
  origin?: string | undefined;
  /** Told what was chosen or left out where the source left a choice, a sentence each. */
  onNote?: ((note: string) => void) | undefined;
}

/** A new package, and what its card states in numbers. */
export interface NewModelPackage extends ModelPackage {
  /** Undefined where there is no card, or where a manifest says what it states. */
  claims: CardClaims | undefined;
}

/**
 * Turns a model source into a package: `model.onnx`, its weights and `model.yaml`. The package appears complete or
 * not at all.
 *
 * @throws UserError for all that can be wrong with the source; see the functions that this one calls
 */
export async function importModel(
  { source, into, name, version, manifest, origin, onNote = () => {} }: ImportModelOptions,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<NewModelPackage> {
  const located = await locateSource(source, manifest);
  const { said } = located;
  const target = resolve(into);
  let claims: CardClaims | undefined;
  await stageFolder(target, async (dir) => {
    const imported = await importSource(located, { dir, said, onProgress, onNote });
    checkCard(said.card, imported.tasks);
    const { title, licence } = said;
    claims = said.card?.reported ? undefined : await readCardClaims(located.folder, imported.tasks);
    const card = claims?.reported ? modelCard.parse({ ...said.card, reported: claims.reported }) : said.card;
    const complete: ModelManifest = {
      schemaVersion: 1,
      name,
      version,
      title,
      source: origin ?? said.source,
      licence,
      ...imported,
      card,
    };
    await writeFile(join(dir, MANIFEST_FILE), stringify(complete), { flag: 'wx' });
  });
  return { ...(await loadModelPackage(target)), claims };
}

function importSource(source: ModelSource, target: ImportTarget): ReturnType<typeof importOnnx> {
  switch (source.kind) {
    case 'checkpoint':
      return importCheckpoint(source.folder, target);
    case 'onnx':
      return importOnnx(source, target);
  }
}
