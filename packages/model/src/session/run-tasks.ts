import { type ModelTask, UserError } from '@evenhand/contracts';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelPackage } from '../package/model-package.js';
import { ortErrorMessage } from './ort-error.js';
import { softmaxRows } from './softmax.js';

/** The first dimension of the model's input, where it is a number. */
export function fixedBatch(session: InferenceSession, input: string): number | null {
  const metadata = session.inputMetadata.find(({ name }) => name === input);
  const first = metadata?.isTensor ? metadata.shape[0] : undefined;
  return typeof first === 'number' ? first : null;
}

export interface TaskBatch {
  pkg: ModelPackage;
  batch: number | null;
  /** At least `count` samples. */
  input: Float32Array;
  count: number;
}

/**
 * Probabilities per task, `count` × labels. A model with a batch size of its own is fed in pieces, the last padded.
 *
 * @throws UserError `inference_failed`
 */
export async function runTasks(
  session: InferenceSession,
  { pkg, batch, input, count }: TaskBatch,
): Promise<Map<string, Float32Array>> {
  const { height, width, layout } = pkg.input;
  const { tasks, input: inputName } = pkg.manifest;
  const sample = layout === 'NCHW' ? [3, height, width] : [height, width, 3];
  const length = 3 * height * width;
  const names = [...new Set(tasks.map((task) => task.output))];
  const result = new Map(tasks.map((task) => [task.name, new Float32Array(count * task.labels.length)]));

  const size = batch ?? count;
  for (let start = 0; start < count; start += size) {
    const rows = Math.min(size, count - start);
    const piece = input.subarray(start * length, (start + rows) * length);
    const feeds = { [inputName]: new Tensor('float32', padded(piece, size * length), [size, ...sample]) };
    const outputs = await session.run(feeds, names).catch((cause: unknown) => {
      throw new UserError({
        code: 'inference_failed',
        message: `The model failed on a batch of ${size} images: ${ortErrorMessage(cause)}.`,
        hint: 'If memory ran out, take a smaller --batch-size; another --device may do what this one cannot.',
        cause,
      });
    });
    for (const task of tasks) {
      const probabilities = taskProbabilities(task, outputs[task.output], { size, rows });
      result.get(task.name)?.set(probabilities, start * task.labels.length);
    }
  }
  return result;
}

function padded(values: Float32Array, length: number): Float32Array {
  if (values.length === length) return values;
  const result = new Float32Array(length);
  result.set(values);
  return result;
}

function taskProbabilities(
  { labels, columns, activation, output }: ModelTask,
  value: unknown,
  { size, rows }: { size: number; rows: number },
): Float32Array {
  if (!(value instanceof Tensor) || !(value.data instanceof Float32Array)) {
    throw new Error(`output ${output} is not a float32 tensor`);
  }
  const width = value.data.length / size;
  const [from, to] = columns ?? [0, width];
  if (to - from !== labels.length) throw new Error(`output ${output} has ${width} values per image`);
  const scores =
    to - from === width ? value.data.subarray(0, rows * width) : slice(value.data, { rows, width, from, to });
  return activation === 'logits' ? softmaxRows(scores, labels.length) : scores;
}

function slice(
  data: Float32Array,
  { rows, width, from, to }: { rows: number; width: number; from: number; to: number },
): Float32Array {
  const result = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    result.set(data.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return result;
}
