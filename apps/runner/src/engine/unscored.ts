import type { SampleFailure } from '@evenhand/contracts';

/**
 * Why one of a batch's samples has no prediction although the model saw it: it gave something other than finite
 * numbers, and no label is the largest of nothing. Undefined where it has one.
 *
 * @param scores task → `of` × labels values
 */
export function unscored(
  scores: ReadonlyMap<string, Float32Array>,
  { position, of }: { position: number; of: number },
): Omit<SampleFailure, 'sample'> | undefined {
  const tasks = [...scores].flatMap(([task, values]) => {
    const width = values.length / of;
    const own = values.subarray(position * width, (position + 1) * width);
    return own.every((score) => Number.isFinite(score)) ? [] : [task];
  });
  if (tasks.length === 0) return undefined;
  return { code: 'inference_failed', message: `The model gave no finite score for ${tasks.join(', ')}.` };
}
