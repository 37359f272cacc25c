import { GraphBuilder } from '../onnx/graph-builder.js';
import type { ClipVisionConfig } from './clip-config.js';
import type { ClipTensors } from './match-tensors.js';

/**
 * The blocks that a vision encoder is made of, each named like its tensors. Activations are two-dimensional,
 * [batch × tokens, features], because a Gemm takes a checkpoint's [out, in] weights as they are and adds the bias.
 */
export class VisionGraph {
  readonly builder = new GraphBuilder();
  readonly config: ClipVisionConfig;
  readonly #tensors: ClipTensors;
  /** Tokens per image: the class token and the patches. */
  readonly tokens: number;

  constructor(config: ClipVisionConfig, tensors: ClipTensors) {
    this.config = config;
    this.#tensors = tensors;
    this.tokens = Math.floor(config.imageSize / config.patchSize) ** 2 + 1;
  }

  /** A tensor of the encoder, with other dimensions for the same values where `dims` is given. */
  weight(name: string, dims?: readonly number[]): string {
    const entry = this.#tensors.encoder(name);
    return this.builder.weight(name, entry, dims);
  }

  layerNorm(input: string, name: string): string {
    const inputs = [input, this.weight(`${name}.weight`), this.weight(`${name}.bias`)];
    return this.builder.node('LayerNormalization', inputs, {
      output: name,
      axis: -1,
      epsilon: { float: this.config.layerNormEps },
    });
  }

  linear(input: string, name: string): string {
    const inputs = [input, this.weight(`${name}.weight`), this.weight(`${name}.bias`)];
    return this.builder.node('Gemm', inputs, { output: name, transB: 1 });
  }

  reshape(input: string, name: string, dims: readonly number[]): string {
    return this.builder.node('Reshape', [input, this.builder.int64(dims)], { output: name });
  }

  add(left: string, right: string, name: string): string {
    return this.builder.node('Add', [left, right], { output: name });
  }
}
