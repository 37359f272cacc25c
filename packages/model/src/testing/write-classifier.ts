import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphBuilder } from '../onnx/graph-builder.js';
import { writeOnnx } from '../onnx/write-onnx.js';

/** Weights of the classifier that `writeClassifier` makes: class × channel. */
export const CLASSIFIER_WEIGHTS = [
  [1, 0, -1],
  [0.5, 2, 0],
  [-3, 0.25, 1],
];

/** `dir/model.onnx`: pixel_values [batch, 3, side, side] → logits [batch, 3], mean of each channel times weights. */
export async function writeClassifier(dir: string, side: number): Promise<void> {
  const builder = new GraphBuilder();
  const pooled = builder.node('GlobalAveragePool', ['pixel_values'], { output: 'pooled' });
  const flat = builder.node('Flatten', [pooled], { output: 'flat', axis: 1 });
  const weights = builder.floats('weights', Float32Array.from(CLASSIFIER_WEIGHTS.flat()), [3, 3]);
  builder.node('Gemm', [flat, weights], { output: 'logits', transB: 1 });
  const graph = builder.build({
    name: 'classifier',
    inputs: [{ name: 'pixel_values', dims: [3, side, side] }],
    outputs: [{ name: 'logits', dims: [3] }],
  });
  await mkdir(dir, { recursive: true });
  await writeOnnx(graph, dir, () => {});
  // It has no weights outside the graph.
  await rm(join(dir, 'model.onnx.data'));
}

/** A folder as optimum exports a ViT: onnx/model.onnx with variants, and what describes it. */
export async function writeExportedVit(folder: string, config: object = {}): Promise<void> {
  await writeClassifier(join(folder, 'onnx'), 8);
  await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), 'another model');
  const described = {
    model_type: 'vit',
    image_size: 8,
    id2label: { 0: 'crane', 1: 'heron', 2: 'crane' },
    ...config,
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(described));
  const processor = {
    image_processor_type: 'ViTImageProcessor',
    size: { height: 8, width: 8 },
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.5, 0.5, 0.5],
    resample: 2,
  };
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(processor));
}
