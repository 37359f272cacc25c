import type { VisionGraph } from './vision-graph.js';

/** Row 0, the class token, of each image: [batch × tokens, hidden] → [batch, hidden]. */
export function firstToken(graph: VisionGraph, input: string, name: string): string {
  const { builder, config, tokens } = graph;
  const perImage = graph.reshape(input, `${name}.per_image`, [-1, tokens, config.hiddenSize]);
  return builder.node('Gather', [perImage, builder.index(0)], { output: name, axis: 1 });
}
