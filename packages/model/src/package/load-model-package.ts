import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ModelManifest, modelManifest, UserError } from '@evenhand/contracts';
import { parse } from 'yaml';
import { z } from 'zod';
import { outputGeometry } from '../preprocess/geometry.js';
import { packageDigest, preprocessingDigest } from './digests.js';
import { MANIFEST_FILE, type ModelPackage } from './model-package.js';

/**
 * Reads the manifest of an imported model. The weights are not read: `verifyModelPackage` does that.
 *
 * @throws UserError `package_not_found`, `bad_package`
 */
export async function loadModelPackage(dir: string): Promise<ModelPackage> {
  const root = resolve(dir);
  const manifest = await loadManifest(root);
  for (const file of Object.keys(manifest.digests)) {
    await stat(join(root, file)).catch((cause: unknown) => {
      throw badPackage(root, `the file ${file} is missing`, cause);
    });
  }
  return {
    dir: root,
    manifest,
    digest: packageDigest(manifest),
    preprocessDigest: preprocessingDigest(manifest.preprocess),
    input: { ...outputGeometry(manifest.preprocess), layout: manifest.preprocess.layout },
  };
}

/** The manifest of a package, whose files may be gone. @throws UserError `package_not_found`, `bad_package` */
export async function loadManifest(root: string): Promise<ModelManifest> {
  const file = join(root, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError({
      code: 'package_not_found',
      message: `${root} is not a model package: it has no ${MANIFEST_FILE}.`,
      hint: REIMPORT,
      cause,
    });
  });
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    throw badPackage(root, `${MANIFEST_FILE} is not valid YAML`, cause);
  }
  const parsed = modelManifest.safeParse(content);
  if (parsed.success) return parsed.data;
  throw badPackage(root, `${MANIFEST_FILE} is damaged:\n${z.prettifyError(parsed.error)}`, parsed.error);
}

const REIMPORT = 'Remove the model and add it again from its source.';

function badPackage(root: string, what: string, cause: unknown): UserError {
  return new UserError({
    code: 'bad_package',
    message: `The model package in ${root} is not complete: ${what}.`,
    hint: REIMPORT,
    cause,
  });
}
