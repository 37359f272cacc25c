import { join } from 'node:path';
import { readTensorAsFloat32 } from '../safetensors/read-tensor.js';
import { type DataPlace, encodeModel } from './encode-model.js';
import type { OnnxGraph } from './graph-builder.js';
import { HashingWriter } from './hashing-writer.js';

export const MODEL_FILE = 'model.onnx';
const DATA_FILE = 'model.onnx.data';

/** Pages of memory, so that runtimes can map the weights instead of copying them (onnx/docs/ExternalData.md). */
const ALIGNMENT = 4096;

/**
 * Writes `model.onnx` and its weights `model.onnx.data` (F32) into `dir`, one chunk of one tensor at a time, so that
 * memory does not grow with the model.
 *
 * @param onBytes told after each chunk how many bytes of weights are written
 * @returns SHA-256 (hex) of each file
 */
export async function writeOnnx(
  graph: OnnxGraph,
  dir: string,
  onBytes: (done: number) => void,
): Promise<Record<string, string>> {
  const places = new Map<string, DataPlace>();
  let written = 0;
  await using data = await HashingWriter.create(join(dir, DATA_FILE));
  for (const { name, source } of graph.weights) {
    await data.align(ALIGNMENT);
    const offset = data.position;
    for await (const chunk of readTensorAsFloat32(source)) {
      await data.write(chunk);
      written += chunk.length;
      onBytes(written);
    }
    places.set(name, { offset, length: data.position - offset });
  }
  await using model = await HashingWriter.create(join(dir, MODEL_FILE));
  await model.write(encodeModel(graph, DATA_FILE, places));
  return { [MODEL_FILE]: await model.finish(), [DATA_FILE]: await data.finish() };
}

/** Values of all weights together. */
export function countElements(graph: OnnxGraph): number {
  return graph.weights.reduce((sum, { dims }) => sum + dims.reduce((product, dim) => product * dim, 1), 0);
}
