import { type PreprocessSpec, UserError } from '@evenhand/contracts';
import type { InferenceSession } from 'onnxruntime-node';
import { outputGeometry } from '../preprocess/geometry.js';

export interface OnnxInput {
  name: string;
  /** The batch size that the model insists on; null where it takes any. */
  batch: number | null;
  /** Dimensions of one sample, in the model's layout. */
  dims: [number, number, number];
}

/**
 * The image input of a model, checked against the preprocessing: float32 of rank 4, with the channels where `layout`
 * says and the height and width that the preprocessing gives.
 *
 * @throws UserError `input_mismatch`, `unknown_input`
 */
export function onnxInput(
  session: InferenceSession,
  {
    requested,
    preprocess,
    file,
  }: { requested: string | undefined; preprocess: PreprocessSpec; file: string },
): OnnxInput {
  const { name, type, shape } = chooseInput(session, requested, file);
  const { height, width } = outputGeometry(preprocess);
  const { layout } = preprocess;
  const wanted: [number, number, number] = layout === 'NCHW' ? [3, height, width] : [height, width, 3];
  const [batch, ...sample] = shape;
  const text = `input ${name} of ${file} is ${type} [${shape.join(', ')}]`;
  if (type !== 'float32')
    throw mismatch(`${text}; only float32 inputs can be fed`, 'Export the model with float32 input.');
  const fits =
    sample.length === 3 && sample.every((dim, index) => typeof dim !== 'number' || dim === wanted[index]);
  if (!fits) {
    const other = layout === 'NCHW' ? 'NHWC' : 'NCHW';
    const turned = layout === 'NCHW' ? sample[2] === 3 : sample[0] === 3;
    throw mismatch(
      `${text}, but the preprocessing gives [batch, ${wanted.join(', ')}] (${layout})`,
      turned && sample.length === 3
        ? `The channels lie as in ${other}: write \`layout: ${other}\` under \`preprocess\`.`
        : 'Describe under `preprocess` what the model takes: size, `layout`, three channels.',
    );
  }
  return { name, batch: typeof batch === 'number' ? batch : null, dims: wanted };
}

function chooseInput(
  session: InferenceSession,
  requested: string | undefined,
  file: string,
): InferenceSession.TensorValueMetadata {
  const inputs = session.inputMetadata;
  const names = inputs.map((input) => input.name).join(', ');
  const chosen = requested === undefined ? inputs[0] : inputs.find((input) => input.name === requested);
  if (chosen === undefined) {
    throw new UserError({
      code: 'unknown_input',
      message: `${file} has no input ${requested ?? ''}; its inputs are ${names || 'none'}.`,
      hint: 'Correct `input` in the manifest.',
    });
  }
  if (inputs.length > 1)
    throw mismatch(
      `${file} takes ${inputs.length} inputs (${names})`,
      'Export it with the image as its only input.',
    );
  if (!chosen.isTensor)
    throw mismatch(
      `input ${chosen.name} of ${file} is not a tensor`,
      'Export the model with an image input.',
    );
  return chosen;
}

function mismatch(what: string, hint: string): UserError {
  return new UserError({ code: 'input_mismatch', message: `The model cannot be fed: ${what}.`, hint });
}
