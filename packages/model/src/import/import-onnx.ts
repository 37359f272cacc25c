import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import type { InferenceSession } from 'onnxruntime-node';
import { copyHashed } from '../onnx/copy-hashed.js';
import { externalFiles } from '../onnx/external-files.js';
import { MODEL_FILE } from '../onnx/write-onnx.js';
import { MANIFEST_FILE } from '../package/model-package.js';
import { createOrtSession } from '../session/create-ort-session.js';
import { ortErrorMessage } from '../session/ort-error.js';
import type { ImportedModel, ImportTarget } from './imported-model.js';
import { namedTasks } from './named-tasks.js';
import { onnxInput } from './onnx-input.js';
import { onnxTasks } from './onnx-tasks.js';
import { preprocessOf } from './preprocess-of.js';
import { trialRun } from './trial-run.js';

export interface OnnxSource {
  folder: string;
  /** Relative to the folder. */
  file: string;
  /** Other models and checkpoints of the folder. */
  leftOut: readonly string[];
}

/**
 * Imports an ONNX model as it is: copied with the files that hold its weights, opened on the CPU and run once, so
 * that what the manifest says is checked against what the model gives. Preprocessing and labels that no manifest gives
 * come from preprocessor_config.json and config.json beside it, as an exported transformers model has them.
 */
export async function importOnnx(
  source: OnnxSource,
  { dir, said, onProgress, onNote }: ImportTarget,
): Promise<ImportedModel> {
  const file = join(source.folder, source.file);
  // First whether it is a model at all: a saved web page lacks a manifest too, but that is not its trouble.
  const weights = await externalFiles(file);
  const preprocess = await preprocessOf(source.folder, said);
  const named = await namedTasks({ folder: source.folder, said, preprocess, onNote });
  if (source.leftOut.length > 0)
    onNote(`The model is that of ${source.file}; left out: ${source.leftOut.join(', ')}.`);
  const copies = new Map([[MODEL_FILE, file]]);
  for (const name of weights) copies.set(checkName(name, file), join(dirname(file), name));
  const digests = await copyAll(copies, dir, (done, total) => onProgress({ stage: 'weights', done, total }));

  onProgress({ stage: 'check', done: 0, total: 1 });
  const session = await openForTrial(join(dir, MODEL_FILE), file);
  try {
    const input = onnxInput(session, { requested: said.input, preprocess, file });
    const tasks = onnxTasks(named, await trialRun(session, input, file), file);
    return { input: input.name, preprocess, tasks, digests };
  } finally {
    await session.release();
  }
}

/** The package's own names are taken. */
function checkName(name: string, file: string): string {
  if (name !== MODEL_FILE && name !== MANIFEST_FILE) return name;
  throw new UserError({
    code: 'unsafe_path',
    message: `${file} keeps its weights in a file named ${name}, a name that model packages use themselves.`,
    hint: 'Export the model with another name for the file of its weights.',
  });
}

async function copyAll(
  copies: ReadonlyMap<string, string>,
  dir: string,
  onBytes: (done: number, total: number) => void,
): Promise<Record<string, string>> {
  let total = 0;
  for (const from of copies.values()) {
    const info = await stat(from).catch((cause: unknown) => {
      throw new UserError({
        code: 'missing_weights',
        message: `The model keeps weights in ${from}, which is not there.`,
        hint: 'Download or copy it to the same folder as the .onnx file.',
        cause,
      });
    });
    total += info.size;
  }
  let done = 0;
  const digests: Record<string, string> = {};
  for (const [name, from] of copies) {
    const to = join(dir, name);
    await mkdir(dirname(to), { recursive: true });
    digests[name] = await copyHashed(from, to, (bytes) => {
      done += bytes;
      onBytes(done, total);
    });
  }
  return digests;
}

async function openForTrial(copy: string, file: string): Promise<InferenceSession> {
  try {
    return await createOrtSession(copy, { provider: 'cpu' });
  } catch (cause) {
    throw new UserError({
      code: 'not_onnx',
      message: `onnxruntime cannot load ${file}: ${ortErrorMessage(cause)}.`,
      hint: 'Export the model again with standard operators, or for a version of ONNX that onnxruntime knows.',
      cause,
    });
  }
}
