import type { InferredBatch } from './infer-batches.js';
import { unscored } from './unscored.js';

/** The batch with those samples among the failures for which the model gave no number. */
export function withoutUnscored(batch: InferredBatch): InferredBatch {
  const { samples, scores } = batch;
  const of = samples.length;
  const failures = samples.flatMap(({ index, sample }, position) => {
    const failure = unscored(scores, { position, of });
    return failure ? [{ index, position, failure: { sample: sample.id, ...failure } }] : [];
  });
  if (failures.length === 0) return batch;
  const failed = new Set(failures.map(({ position }) => position));
  const kept = [...samples.keys()].filter((position) => !failed.has(position));
  return {
    ...batch,
    samples: samples.filter((_, position) => !failed.has(position)),
    failures: [...batch.failures, ...failures.map(({ index, failure }) => ({ index, failure }))],
    scores: new Map([...scores].map(([task, values]) => [task, rows(values, kept, values.length / of)])),
  };
}

function rows(values: Float32Array, kept: readonly number[], width: number): Float32Array {
  const result = new Float32Array(kept.length * width);
  for (const [row, position] of kept.entries()) {
    result.set(values.subarray(position * width, (position + 1) * width), row * width);
  }
  return result;
}
