import { attention } from './attention.js';
import { firstToken } from './first-token.js';
import type { VisionGraph } from './vision-graph.js';

export interface LayerPlace {
  index: number;
  /**
   * Gives only the class token's row of each image. The last layer's other rows are never looked at, and a row
   * depends on the others through keys and values alone.
   */
  onlyFirstToken: boolean;
}

/** Pre-norm transformer layer: [batch × tokens, hidden] → the same, or [batch, hidden] where only token 0 is wanted. */
export function encoderLayer(
  graph: VisionGraph,
  input: string,
  { index, onlyFirstToken }: LayerPlace,
): string {
  const layer = `encoder.layers.${index}`;
  const normed = graph.layerNorm(input, `${layer}.layer_norm1`);
  const attended = attention(graph, normed, { name: `${layer}.self_attn`, onlyFirstToken });
  const residual = onlyFirstToken ? firstToken(graph, input, `${layer}.residual`) : input;
  const middle = graph.add(residual, attended, `${layer}.middle`);

  const hidden = graph.linear(graph.layerNorm(middle, `${layer}.layer_norm2`), `${layer}.mlp.fc1`);
  const activated = activation(graph, hidden, `${layer}.mlp.activation`);
  return graph.add(middle, graph.linear(activated, `${layer}.mlp.fc2`), layer);
}

/** quick_gelu: x · sigmoid(1.702 x). gelu: x · Φ(x), with the exact normal distribution function. */
function activation({ builder, config }: VisionGraph, input: string, name: string): string {
  switch (config.activation) {
    case 'gelu':
      return builder.node('Gelu', [input], { output: name });
    case 'quick_gelu': {
      const scaled = builder.node('Mul', [input, builder.scalar(1.702)], { output: `${name}.scaled` });
      const gate = builder.node('Sigmoid', [scaled], { output: `${name}.gate` });
      return builder.node('Mul', [input, gate], { output: name });
    }
  }
}
