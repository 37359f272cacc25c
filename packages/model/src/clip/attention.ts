import { firstToken } from './first-token.js';
import type { VisionGraph } from './vision-graph.js';

/**
 * Multi-head self-attention: [batch × tokens, hidden] → the same, or [batch, hidden] where only the class token asks.
 * softmax(q kᵀ / √headSize) v, with the scale applied to q first as transformers does.
 */
export function attention(
  graph: VisionGraph,
  input: string,
  { name, onlyFirstToken }: { name: string; onlyFirstToken: boolean },
): string {
  const { builder, config, tokens } = graph;
  const headSize = config.hiddenSize / config.heads;
  const asking = onlyFirstToken ? firstToken(graph, input, `${name}.first`) : input;

  /** [batch × rows, hidden] → [batch, heads, rows, headSize], or the order that `perm` says. */
  const split = (value: string, { rows, perm }: { rows: number; perm: readonly number[] }): string => {
    const byHead = graph.reshape(value, `${value}.by_head`, [-1, rows, config.heads, headSize]);
    return builder.node('Transpose', [byHead], { output: `${value}.heads`, perm });
  };
  const q = split(graph.linear(asking, `${name}.q_proj`), {
    rows: onlyFirstToken ? 1 : tokens,
    perm: [0, 2, 1, 3],
  });
  const kTransposed = split(graph.linear(input, `${name}.k_proj`), { rows: tokens, perm: [0, 2, 3, 1] });
  const v = split(graph.linear(input, `${name}.v_proj`), { rows: tokens, perm: [0, 2, 1, 3] });

  const scaled = builder.node('Mul', [q, builder.scalar(headSize ** -0.5)], { output: `${name}.q_scaled` });
  const scores = builder.node('MatMul', [scaled, kTransposed], { output: `${name}.scores` });
  const weights = builder.node('Softmax', [scores], { output: `${name}.weights`, axis: -1 });
  const context = builder.node('MatMul', [weights, v], { output: `${name}.context` });
  const byToken = builder.node('Transpose', [context], { output: `${name}.by_token`, perm: [0, 2, 1, 3] });
  return graph.linear(graph.reshape(byToken, `${name}.joined`, [-1, config.hiddenSize]), `${name}.out_proj`);
}
