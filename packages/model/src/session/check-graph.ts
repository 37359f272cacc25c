import { encodeModel } from '../onnx/encode-model.js';
import { GraphBuilder } from '../onnx/graph-builder.js';

/**
 * Rows and columns of the matrix that devices are tried with: 0.3 Gflop, a few milliseconds for a CPU and enough to
 * tell a graphics card from a card that is only simulated.
 */
export const CHECK_SIZE = 512;

/** A model without weights, y = x · x, for finding out whether a device works at all. */
export function checkGraph(): Uint8Array {
  const builder = new GraphBuilder();
  const name = builder.node('MatMul', ['x', 'x'], { output: 'y' });
  const graph = builder.build({
    name: 'check',
    inputs: [{ name: 'x', dims: [CHECK_SIZE] }],
    outputs: [{ name, dims: [CHECK_SIZE] }],
  });
  return encodeModel(graph, '', new Map());
}
