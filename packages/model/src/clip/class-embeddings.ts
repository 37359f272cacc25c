import { UserError } from '@evenhand/contracts';
import { isWeightDtype } from '../safetensors/dtype.js';
import { readSafetensorsHeader, type TensorEntry } from '../safetensors/read-header.js';
import { readTensorAsFloat32 } from '../safetensors/read-tensor.js';

/** 80 prompts of 20,000 classes would come in 20,000 tensors; one of them is small. */
const MAX_TENSOR_BYTES = 64_000_000;

/** Prompts of one class agree: their mean has a length near 1. Below this rounding decides the direction. */
const SMALLEST_MEAN = 1e-4;

/** A zero-shot task as a manifest gives it. */
export interface PromptedTask {
  name: string;
  /** In the order of the rows. */
  labels: readonly string[];
  /** Absolute path of the safetensors file. */
  embeddings: string;
}

/** One unit vector per class. */
export interface ClassEmbeddings {
  task: string;
  classes: number;
  dimension: number;
  /** [classes, dimension] */
  values: Float32Array;
}

/**
 * The text embeddings of zero-shot tasks: for a task either one tensor of its name, [classes, dimension], or one
 * tensor `TASK/LABEL` per class, [prompts, dimension], whose prompts are averaged. Each prompt is brought to length 1
 * before the average and the average after it, as CLIP's authors do (github.com/openai/CLIP, prompt ensembling).
 *
 * @throws UserError `bad_embeddings`, also for tensors that belong to no task; `bad_safetensors`
 */
export async function readClassEmbeddings(
  tasks: readonly PromptedTask[],
  dimension: number,
): Promise<ClassEmbeddings[]> {
  const files = new Map<string, Map<string, TensorEntry>>();
  for (const { embeddings: file } of tasks) {
    if (files.has(file)) continue;
    files.set(file, new Map((await readSafetensorsHeader(file)).map((entry) => [entry.name, entry])));
  }
  const result: ClassEmbeddings[] = [];
  for (const task of tasks) {
    const tensors = files.get(task.embeddings) ?? new Map<string, TensorEntry>();
    result.push(await embeddingsOf(task, dimension, tensors));
  }
  for (const [file, tensors] of files) {
    const [stranger] = tensors.keys();
    if (stranger !== undefined)
      throw bad(file, `tensor ${stranger} belongs to no class of a task (there are ${tensors.size} such)`);
  }
  return result;
}

/** Takes what it uses out of `tensors`. */
async function embeddingsOf(
  { name: task, labels, embeddings: file }: PromptedTask,
  dimension: number,
  tensors: Map<string, TensorEntry>,
): Promise<ClassEmbeddings> {
  const values = new Float32Array(labels.length * dimension);
  const put = (rows: Float32Array, index: number): void => {
    const mean = meanOfUnits(rows, dimension);
    const norm = length(mean);
    if (norm < SMALLEST_MEAN)
      throw bad(file, `the prompts of class ${labels[index]} of task ${task} point in opposite directions`);
    values.set(
      mean.map((value) => value / norm),
      index * dimension,
    );
  };
  const whole = tensors.get(task);
  if (whole !== undefined) {
    tensors.delete(task);
    const rows = await readRows(whole, dimension);
    if (rows.length !== values.length)
      throw bad(file, `tensor ${task} has ${rows.length / dimension} rows for ${labels.length} labels`);
    for (const [index] of labels.entries())
      put(rows.subarray(index * dimension, (index + 1) * dimension), index);
    return { task, classes: labels.length, dimension, values };
  }
  for (const [index, label] of labels.entries()) {
    const name = `${task}/${label}`;
    const entry = tensors.get(name);
    if (entry === undefined)
      throw bad(
        file,
        `there is neither a tensor ${task} with a row per class nor a tensor ${name} of prompts`,
      );
    tensors.delete(name);
    put(await readRows(entry, dimension), index);
  }
  return { task, classes: labels.length, dimension, values };
}

async function readRows(entry: TensorEntry, dimension: number): Promise<Float32Array> {
  const { name, file, shape, dtype, bytes } = entry;
  const [rows = 0, columns] = shape;
  if (shape.length !== 2 || columns !== dimension || rows === 0) {
    throw bad(
      file,
      `tensor ${name} is [${shape.join(', ')}], not [rows, ${dimension}], which projection_dim asks for`,
    );
  }
  if (!isWeightDtype(dtype) || bytes > MAX_TENSOR_BYTES)
    throw bad(
      file,
      `tensor ${name} is ${dtype} of ${bytes} bytes; F32, F16 or BF16 up to ${MAX_TENSOR_BYTES} are read`,
    );
  const values = new Float32Array(rows * dimension);
  const target = new Uint8Array(values.buffer);
  let done = 0;
  for await (const chunk of readTensorAsFloat32(entry)) {
    target.set(chunk, done);
    done += chunk.length;
  }
  for (let row = 0; row < rows; row++) {
    const norm = length(values.subarray(row * dimension, (row + 1) * dimension));
    if (!(norm > 0 && norm < Number.POSITIVE_INFINITY))
      throw bad(file, `row ${row} of tensor ${name} has the length ${norm}, so that it has no direction`);
  }
  return values;
}

/** Mean of the rows, each brought to length 1 first. */
function meanOfUnits(rows: Float32Array, dimension: number): Float64Array {
  const count = rows.length / dimension;
  const mean = new Float64Array(dimension);
  for (let from = 0; from < rows.length; from += dimension) {
    const row = rows.subarray(from, from + dimension);
    const norm = length(row);
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / norm / count;
  }
  return mean;
}

function length(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

function bad(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_embeddings',
    message: `${file} does not hold the embeddings of the classes: ${what}.`,
    hint: 'For each zero-shot task it holds one tensor TASK of [classes, projection_dim], or one tensor TASK/LABEL of [prompts, projection_dim] per class, and nothing else.',
  });
}
