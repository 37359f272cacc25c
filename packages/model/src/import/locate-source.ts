import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type ModelSourceManifest, UserError } from '@evenhand/contracts';
import { readSourceManifest } from '../manifest/read-source-manifest.js';
import { resolveManifest } from '../manifest/resolve-manifest.js';
import { MANIFEST_FILE } from '../package/model-package.js';
import { INDEX_FILE, SINGLE_FILE } from '../safetensors/open-checkpoint.js';

/** What is to be imported, and all that manifests say about it. */
export type ModelSource =
  | { kind: 'checkpoint'; folder: string; said: ModelSourceManifest }
  | { kind: 'onnx'; folder: string; file: string; said: ModelSourceManifest };

/**
 * Finds out what kind of model lies at `source`.
 *
 * @throws UserError `source_not_found`, `unknown_source`, and those of the manifests
 */
export async function locateSource(source: string, manifest: string | undefined): Promise<ModelSource> {
  const path = resolve(source);
  const info = await stat(path).catch((cause: unknown) => {
    throw new UserError({
      code: 'source_not_found',
      message: `There is no model at ${path}.`,
      hint: 'Give a folder with a checkpoint, or an .onnx file.',
      cause,
    });
  });
  return info.isDirectory() ? locateInFolder(path, manifest) : locateFile(path, manifest);
}

async function locateFile(path: string, manifest: string | undefined): Promise<ModelSource> {
  const folder = dirname(path);
  const file = basename(path);
  if (/\.(?:safetensors|bin|pt|pth|ckpt)$/iu.test(file)) {
    throw new UserError({
      code: 'unknown_source',
      message: `${path} holds weights only.`,
      hint: 'Give the folder that also holds config.json and preprocessor_config.json.',
    });
  }
  const beside = await manifestIn(folder);
  const applies = beside !== undefined && (beside.file === undefined || beside.file === file);
  return { kind: 'onnx', folder, file, said: await resolveManifest(manifest, applies ? beside : undefined) };
}

async function locateInFolder(folder: string, manifest: string | undefined): Promise<ModelSource> {
  const said = await resolveManifest(manifest, await manifestIn(folder));
  if (said.file !== undefined) return { kind: 'onnx', folder, file: said.file, said };
  const files = await readdir(folder);
  if ([SINGLE_FILE, INDEX_FILE, 'config.json'].some((name) => files.includes(name))) {
    return { kind: 'checkpoint', folder, said };
  }
  const models = files.filter((name) => name.toLowerCase().endsWith('.onnx'));
  const [only] = models;
  if (only !== undefined && models.length === 1) return { kind: 'onnx', folder, file: only, said };
  throw new UserError({
    code: 'unknown_source',
    message:
      models.length === 0
        ? `${folder} holds no model: neither ${SINGLE_FILE} with config.json nor an .onnx file.`
        : `${folder} holds several models: ${models.sort().join(', ')}.`,
    hint:
      models.length === 0
        ? 'Give the folder that was downloaded or saved with the checkpoint.'
        : 'Give one of them, or name it with `file:` in model.yaml.',
  });
}

async function manifestIn(folder: string): Promise<ModelSourceManifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  return exists ? readSourceManifest(file) : undefined;
}
