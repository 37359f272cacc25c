import type { ModelPackage } from '../package/model-package.js';

export interface OpenSessionOptions {
  /** `auto`, `cpu`, `webgpu`, `cuda`, or another execution provider of onnxruntime. */
  device: string;
  /** Threads of the CPU provider; as many as onnxruntime chooses where left out. */
  threads?: number;
}

/** A loaded model. One per process: onnxruntime keeps memory of released sessions. */
export interface ModelSession {
  /** The device that really runs the model, never `auto`. */
  device: string;
  precision: 'fp32';
  /** The model's own batch size, where it takes no other; `null` where any will do. Padding is done inside. */
  batch: number | null;
  /**
   * `input`: `count` preprocessed images one after the other, in the package's layout.
   * Gives, per task name, `count` × labels probabilities in output order.
   */
  run(input: Float32Array, count: number): Promise<Map<string, Float32Array>>;
  close(): Promise<void>;
}

export function openSession(_pkg: ModelPackage, _options: OpenSessionOptions): Promise<ModelSession> {
  return Promise.reject(new Error('being written'));
}
