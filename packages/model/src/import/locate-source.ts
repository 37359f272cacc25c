import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { type ModelSourceManifest, UserError } from '@evenhand/contracts';
import { findWeights, STANDARD_NAMES } from '../checkpoint/find-weights.js';
import { isClipConfig } from '../clip/clip-config.js';
import { readSourceManifest } from '../manifest/read-source-manifest.js';
import { resolveManifest } from '../manifest/resolve-manifest.js';
import { MODEL_FILE } from '../onnx/write-onnx.js';
import { MANIFEST_FILE } from '../package/model-package.js';

const CONFIG = 'config.json';
const ONNX_FOLDER = 'onnx';

/** What is to be imported, and all that manifests say about it. */
export type ModelSource =
  | { kind: 'checkpoint'; folder: string; said: ModelSourceManifest }
  | {
      kind: 'onnx';
      /** Holds config.json and preprocessor_config.json, where there are any. */
      folder: string;
      /** Relative to the folder. */
      file: string;
      /** Other models and checkpoints of the folder. */
      leftOut: string[];
      said: ModelSourceManifest;
    };

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
  const said = await resolveManifest(manifest, applies ? beside : undefined);
  // Exporters put onnx/model.onnx below the files that describe it.
  const parent = dirname(folder);
  const described = basename(folder) === ONNX_FOLDER && !(await isFile(join(folder, CONFIG)));
  if (described && (await isFile(join(parent, CONFIG)))) {
    return { kind: 'onnx', folder: parent, file: posix.join(ONNX_FOLDER, file), leftOut: [], said };
  }
  return { kind: 'onnx', folder, file, leftOut: [], said };
}

async function locateInFolder(folder: string, manifest: string | undefined): Promise<ModelSource> {
  const said = await resolveManifest(manifest, await manifestIn(folder));
  if (said.file !== undefined) return { kind: 'onnx', folder, file: said.file, leftOut: [], said };
  const weights = await findWeights(folder);
  const config = join(folder, CONFIG);
  const hasConfig = await isFile(config);
  const { chosen, models } = await findGraph(folder);
  const isCheckpoint =
    weights === undefined
      ? hasConfig && models.length === 0
      : chosen === undefined || !hasConfig || (await isClipConfig(config));
  if (isCheckpoint) return { kind: 'checkpoint', folder, said };
  if (chosen !== undefined) {
    const others = models.filter((name) => name !== chosen);
    const leftOut = weights === undefined ? others : [...others, weights.file];
    return { kind: 'onnx', folder, file: chosen, leftOut, said };
  }
  throw new UserError({
    code: 'unknown_source',
    message:
      models.length === 0
        ? `${folder} holds no model: neither weights (${STANDARD_NAMES.join(', ')}) with config.json nor an .onnx file.`
        : `${folder} holds several models: ${models.join(', ')}.`,
    hint:
      models.length === 0
        ? 'Give the folder that was downloaded or saved with the checkpoint.'
        : 'Give one of them, or name it with `file:` in model.yaml.',
  });
}

/**
 * The ONNX models of a folder, and the one to take: onnx/model.onnx or model.onnx, as exporters name the model in full
 * precision, before their quantised variants; else the only one.
 */
async function findGraph(folder: string): Promise<{ chosen: string | undefined; models: string[] }> {
  const inRoot = await readdir(folder);
  const below = inRoot.includes(ONNX_FOLDER) ? await readdir(join(folder, ONNX_FOLDER)).catch(() => []) : [];
  const models = [...below.map((name) => posix.join(ONNX_FOLDER, name)), ...inRoot]
    .filter((name) => name.toLowerCase().endsWith('.onnx'))
    .sort();
  const [only] = models;
  const preferred = [posix.join(ONNX_FOLDER, MODEL_FILE), MODEL_FILE].find((name) => models.includes(name));
  return { chosen: preferred ?? (models.length === 1 ? only : undefined), models };
}

async function manifestIn(folder: string): Promise<ModelSourceManifest | undefined> {
  const file = join(folder, MANIFEST_FILE);
  return (await isFile(file)) ? readSourceManifest(file) : undefined;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}
