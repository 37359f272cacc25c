import { join } from 'node:path';
import { type PreprocessSpec, UserError } from '@evenhand/contracts';
import { buildClipGraph, CLIP_INPUT } from '../clip/build-clip-graph.js';
import { readClipConfig } from '../clip/clip-config.js';
import { matchTensors } from '../clip/match-tensors.js';
import { countElements, writeOnnx } from '../onnx/write-onnx.js';
import { outputGeometry } from '../preprocess/geometry.js';
import { openCheckpoint } from '../safetensors/open-checkpoint.js';
import { checkpointTasks } from './checkpoint-tasks.js';
import type { ImportedModel, ImportTarget } from './imported-model.js';
import { preprocessOf } from './preprocess-of.js';

/**
 * Imports a folder in the Hugging Face layout: config.json, preprocessor_config.json and safetensors. Everything is
 * checked before the first byte is written.
 */
export async function importCheckpoint(
  folder: string,
  { dir, said, onProgress }: ImportTarget,
): Promise<ImportedModel> {
  const { vision, labels } = await readClipConfig(join(folder, 'config.json'));
  const tensors = matchTensors(await openCheckpoint(folder), vision, folder);
  const tasks = await checkpointTasks({ tasks: said.tasks, labels, heads: tensors.heads, folder });
  const preprocess = await preprocessOf(folder, said);
  checkInput(preprocess, vision.imageSize, folder);

  const graph = buildClipGraph(vision, tensors);
  const total = 4 * countElements(graph);
  const digests = await writeOnnx(graph, dir, (done) => onProgress({ stage: 'weights', done, total }));
  return { input: CLIP_INPUT, preprocess, tasks, digests };
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
