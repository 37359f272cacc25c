import type { GraphValue } from '../onnx/graph-builder.js';
import type { TensorEntry } from '../safetensors/read-header.js';
import type { ClassEmbeddings } from './class-embeddings.js';
import type { VisionGraph } from './vision-graph.js';

/** What compares images with texts in a whole CLIP model. */
export interface ZeroShot {
  /** [projection, hidden], without bias. */
  projection: TensorEntry;
  /** exp(logit_scale) */
  scale: number;
  tasks: readonly ClassEmbeddings[];
}

/** Name of the output of a zero-shot task. */
export function zeroShotOutput(task: string): string {
  return `${task}_zero_shot`;
}

/**
 * scale · normalise(projection(pooled)) · embeddingsᵀ, as transformers' CLIPModel computes `logits_per_image`; one
 * output per task, [batch, classes].
 */
export function zeroShotHeads(
  { builder }: VisionGraph,
  pooled: string,
  { projection, scale, tasks }: ZeroShot,
): GraphValue[] {
  const weight = builder.weight('visual_projection.weight', projection);
  const projected = builder.node('Gemm', [pooled, weight], { output: 'visual_projection', transB: 1 });
  const norm = builder.node('ReduceL2', [projected, builder.int64([-1])], {
    output: 'image_embeds.norm',
    keepdims: 1,
  });
  const image = builder.node('Div', [projected, norm], { output: 'image_embeds' });
  return tasks.map(({ task, classes, values, dimension }) => {
    const texts = builder.floats(`${task}.text_embeds`, values, [classes, dimension]);
    const output = zeroShotOutput(task);
    builder.node('Gemm', [image, texts], { output, transB: 1, alpha: { float: scale } });
    return { name: output, dims: [classes] };
  });
}
