import { join } from 'node:path';
import { type PreprocessSpec, UserError } from '@evenhand/contracts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.js';
import { buildClipGraph, CLIP_INPUT } from '../clip/build-clip-graph.js';
import { type PromptedTask, readClassEmbeddings } from '../clip/class-embeddings.js';
import { readClipConfig } from '../clip/clip-config.js';
import { type ClipTensors, matchTensors } from '../clip/match-tensors.js';
import type { ZeroShot } from '../clip/zero-shot-head.js';
import { countElements, writeOnnx } from '../onnx/write-onnx.js';
import { outputGeometry } from '../preprocess/geometry.js';
import { readTensorAsFloat32 } from '../safetensors/read-tensor.js';
import { checkpointTasks } from './checkpoint-tasks.js';
import type { ImportedModel, ImportTarget } from './imported-model.js';
import { preprocessOf } from './preprocess-of.js';
import { type LabelledTask, withLabels } from './source-task.js';

/**
 * Imports a folder in the Hugging Face layout: config.json, preprocessor_config.json and the weights. Everything is
 * checked before the first byte is written.
 */
export async function importCheckpoint(
  folder: string,
  { dir, said, onProgress, onNote }: ImportTarget,
): Promise<ImportedModel> {
  const { vision, projectionDim, labels, notes } = await readClipConfig(join(folder, 'config.json'));
  const named = said.tasks && withLabels(said.tasks, labels, folder);
  const prompted = (named ?? []).flatMap(promptedTask);
  const checkpoint = await openCheckpoint(folder);
  const wanted = { vision, projectionDim: prompted.length > 0 ? projectionDim : undefined };
  const tensors = matchTensors(checkpoint.tensors, wanted, folder);
  const tasks = await checkpointTasks({ tasks: named, labels, heads: tensors.heads, folder });
  const preprocess = await preprocessOf(folder, said);
  checkInput(preprocess, vision.imageSize, folder);
  const zeroShot = await zeroShotOf(tensors, prompted, projectionDim);

  const usesNames = said.tasks?.some((task) => task.labels === undefined) ?? true;
  for (const note of [...checkpoint.notes, ...(usesNames ? notes : []), ...leftOutNotes(tensors)])
    onNote(note);
  const graph = buildClipGraph(vision, tensors, zeroShot);
  const total = 4 * countElements(graph);
  const digests = await writeOnnx(graph, dir, (done) => onProgress({ stage: 'weights', done, total }));
  return { input: CLIP_INPUT, preprocess, tasks, digests };
}

function promptedTask({ name, labels, embeddings }: LabelledTask): PromptedTask[] {
  return embeddings === undefined ? [] : [{ name, labels, embeddings }];
}

async function zeroShotOf(
  { zeroShot }: ClipTensors,
  tasks: readonly PromptedTask[],
  projectionDim: number,
): Promise<ZeroShot | undefined> {
  if (zeroShot === undefined) return undefined;
  const { projection, logitScale } = zeroShot;
  let scale = Number.NaN;
  for await (const chunk of readTensorAsFloat32(logitScale)) {
    scale = Math.exp(new DataView(chunk.buffer, chunk.byteOffset).getFloat32(0, true));
  }
  if (!(scale > 0 && scale < LARGEST_SCALE)) {
    throw new UserError({
      code: 'checkpoint_mismatch',
      message: `exp(logit_scale) of ${logitScale.file} is ${scale}, which is no scale of similarities.`,
      hint: 'CLIP models have at most 100. Get the checkpoint again.',
    });
  }
  return { projection, scale, tasks: await readClassEmbeddings(tasks, projectionDim) };
}

/** CLIP was trained with at most 100; beyond this a float32 softmax would show nothing but the largest class. */
const LARGEST_SCALE = 1e6;

function leftOutNotes({ zeroShot }: ClipTensors): string[] {
  const names = zeroShot?.leftOut ?? [];
  if (names.length === 0) return [];
  const model = names.filter((name) => name.startsWith('text_model.'));
  const others = names.filter((name) => !name.startsWith('text_model.'));
  const listed = [...(model.length > 0 ? [`text_model.* (${model.length} tensors)`] : []), ...others];
  return [
    `The text encoder is left out on purpose, since the embeddings of the prompts are given: ${listed.join(', ')}.`,
  ];
}

function checkInput(preprocess: PreprocessSpec, imageSize: number, folder: string): void {
  const { height, width } = outputGeometry(preprocess);
  const { layout, channelOrder } = preprocess;
  if (height === imageSize && width === imageSize && layout === 'NCHW' && channelOrder === 'RGB') return;
  throw new UserError({
    code: 'input_mismatch',
    message: `The preprocessing of ${folder} gives ${height}×${width} pixels in ${layout} and ${channelOrder}, but the encoder takes ${imageSize}×${imageSize} in NCHW and RGB.`,
    hint: 'preprocessor_config.json (or `preprocess`) and config.json must belong to the same model.',
  });
}
