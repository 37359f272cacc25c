import { UserError } from '@evenhand/contracts';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { ortErrorMessage } from '../session/ort-error.js';
import type { OnnxInput } from './onnx-input.js';

/** What a model really gave for a trial batch. */
export interface TrialOutput {
  name: string;
  /** Values per sample. */
  width: number;
  /** One row of `width` values per sample. */
  rows: Float32Array[];
}

/** Two samples show whether the first dimension really is the batch. */
const SAMPLES = 2;

/**
 * Runs the model once, on a sample of zeros and one that rises from 0 to 1. Outputs that are not float32 with the
 * batch first (labels, feature maps of other types) are left out.
 *
 * @throws UserError `trial_run_failed`
 */
export async function trialRun(
  session: InferenceSession,
  input: OnnxInput,
  file: string,
): Promise<TrialOutput[]> {
  const batch = input.batch ?? SAMPLES;
  const length = input.dims.reduce((product, dim) => product * dim, 1);
  const values = new Float32Array(batch * length);
  for (let i = 0; i < length; i++) values[(batch - 1) * length + i] = i / length;
  try {
    const tensor = new Tensor('float32', values, [batch, ...input.dims]);
    const outputs = await session.run({ [input.name]: tensor });
    return session.outputNames.flatMap((name) => toTrialOutput(name, outputs[name], batch));
  } catch (cause) {
    throw new UserError({
      code: 'trial_run_failed',
      message: `${file} fails on a batch of ${batch} images of [${input.dims.join(', ')}]: ${ortErrorMessage(cause)}.`,
      hint: 'Check the size and layout under `preprocess`; a model that takes one image at a time must say so in its input shape.',
      cause,
    });
  }
}

function toTrialOutput(name: string, output: unknown, batch: number): TrialOutput[] {
  if (!(output instanceof Tensor) || !(output.data instanceof Float32Array) || output.dims[0] !== batch)
    return [];
  const { data } = output;
  const width = data.length / batch;
  return [
    {
      name,
      width,
      rows: Array.from({ length: batch }, (_, row) => data.slice(row * width, (row + 1) * width)),
    },
  ];
}
