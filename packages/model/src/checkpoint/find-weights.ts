import { readdir } from 'node:fs/promises';

/** Where a checkpoint folder keeps its weights. */
export interface Weights {
  format: 'safetensors' | 'torch';
  /** The weights, or the index of the parts that hold them. */
  file: string;
  sharded: boolean;
  /** Other files with the same or other weights, which are not read. */
  leftOut: string[];
}

/** In the order in which they are preferred: safetensors can be checked more strictly, and hold nothing but tensors. */
const STANDARD: readonly Omit<Weights, 'leftOut'>[] = [
  { file: 'model.safetensors', format: 'safetensors', sharded: false },
  { file: 'model.safetensors.index.json', format: 'safetensors', sharded: true },
  { file: 'pytorch_model.bin', format: 'torch', sharded: false },
  { file: 'pytorch_model.bin.index.json', format: 'torch', sharded: true },
];

export const STANDARD_NAMES = STANDARD.map(({ file }) => file);

/** State dicts go by many names; these belong to the training, not to the model. */
const OF_TRAINING = /^(?:training_args|optimizer|scheduler|scaler|rng_state.*)\./u;

/**
 * The weights of a folder: under the names of the Hugging Face layout, or else an only `.bin`, `.pt` or `.pth` file.
 */
export async function findWeights(folder: string): Promise<Weights | undefined> {
  const files = (await readdir(folder)).sort();
  const [first, ...others] = STANDARD.filter(({ file }) => files.includes(file));
  if (first !== undefined) return { ...first, leftOut: others.map(({ file }) => file) };
  const [only, ...rivals] = files.filter(
    (file) => /\.(?:bin|pt|pth)$/iu.test(file) && !OF_TRAINING.test(file),
  );
  if (only === undefined || rivals.length > 0) return undefined;
  return { file: only, format: 'torch', sharded: false, leftOut: [] };
}
