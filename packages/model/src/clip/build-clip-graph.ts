import type { GraphValue, OnnxGraph } from '../onnx/graph-builder.js';
import type { ClipVisionConfig } from './clip-config.js';
import { encoderLayer } from './encoder-layer.js';
import type { ClipTensors, LinearHead } from './match-tensors.js';
import { VisionGraph } from './vision-graph.js';
import { type ZeroShot, zeroShotHeads } from './zero-shot-head.js';

/** transformers' name for the encoder's input. */
export const CLIP_INPUT = 'pixel_values';

/**
 * The CLIP vision encoder with its linear heads, as transformers' CLIPVisionTransformer computes it (pooled output =
 * `post_layernorm` of token 0). Input: [batch, 3, imageSize, imageSize]. One output per head, named like the head:
 * [batch, outputs] logits; and one per zero-shot task.
 */
export function buildClipGraph(
  config: ClipVisionConfig,
  tensors: ClipTensors,
  zeroShot?: ZeroShot,
): OnnxGraph {
  const graph = new VisionGraph(config, tensors);
  let rows = embeddings(graph);
  for (let index = 0; index < config.layers; index++) {
    rows = encoderLayer(graph, rows, { index, onlyFirstToken: index === config.layers - 1 });
  }
  const pooled = graph.layerNorm(rows, 'post_layernorm');
  const outputs = tensors.heads.map((head) => linearHead(graph, pooled, head));
  if (zeroShot !== undefined) outputs.push(...zeroShotHeads(graph, pooled, zeroShot));
  const image = { name: CLIP_INPUT, dims: [3, config.imageSize, config.imageSize] };
  return graph.builder.build({ name: 'clip_vision', inputs: [image], outputs });
}

/** Class token and patches with their positions, normalised: [batch × tokens, hidden]. */
function embeddings(graph: VisionGraph): string {
  const { builder, config, tokens } = graph;
  const { hiddenSize, patchSize } = config;
  const kernel = graph.weight('embeddings.patch_embedding.weight');
  const convolved = builder.node('Conv', [CLIP_INPUT, kernel], {
    output: 'embeddings.patches',
    kernel_shape: [patchSize, patchSize],
    strides: [patchSize, patchSize],
  });
  const flat = graph.reshape(convolved, 'embeddings.flat', [0, hiddenSize, tokens - 1]);
  const patches = builder.node('Transpose', [flat], { output: 'embeddings.patch_rows', perm: [0, 2, 1] });

  // The class token joins by padding: a row of zeros before the patches, and to that row the class embedding is
  // added together with the positions. Unlike a Concat this does not need the batch size at run time.
  const padded = builder.node('Pad', [patches, builder.int64([0, 1, 0, 0, 0, 0])], {
    output: 'embeddings.padded',
  });
  const classRow = graph.weight('embeddings.class_embedding', [1, hiddenSize]);
  const classRows = builder.node('Pad', [classRow, builder.int64([0, 0, tokens - 1, 0])], {
    output: 'embeddings.class_rows',
  });
  const positions = graph.weight('embeddings.position_embedding.weight');
  const offsets = graph.add(classRows, positions, 'embeddings.offsets');
  const rows = graph.reshape(graph.add(padded, offsets, 'embeddings.sum'), 'embeddings.rows', [
    -1,
    hiddenSize,
  ]);
  return graph.layerNorm(rows, 'pre_layrnorm');
}

function linearHead({ builder }: VisionGraph, pooled: string, head: LinearHead): GraphValue {
  const inputs = [
    pooled,
    builder.weight(`${head.name}.weight`, head.weight),
    builder.weight(`${head.name}.bias`, head.bias),
  ];
  return { name: builder.node('Gemm', inputs, { output: head.name, transB: 1 }), dims: [head.outputs] };
}
