import { type ModelTask, UserError } from '@evenhand/contracts';
import type { LabelledTask } from './source-task.js';
import type { TrialOutput } from './trial-run.js';

/** How far the probabilities of one sample may be from 1 in sum: float32 and softmax approximations stay below. */
const SUM_TOLERANCE = 1e-3;

/**
 * Joins what a manifest says about an ONNX model's tasks with the outputs that it really has.
 *
 * @throws UserError `labels_unknown`, `unknown_output`, `ambiguous_output`, `label_count_mismatch`, `not_probabilities`
 */
export function onnxTasks(
  tasks: readonly LabelledTask[] | undefined,
  outputs: readonly TrialOutput[],
  file: string,
): ModelTask[] {
  if (tasks === undefined || tasks.length === 0) {
    throw new UserError({
      code: 'labels_unknown',
      message: `Nobody says which labels the outputs of ${file} stand for: ${describe(outputs)}.`,
      hint: 'List `tasks` with their `output` and `labels` (in output order) in a model.yaml beside the file, or pass --manifest. A config.json with id2label is read too.',
    });
  }
  return tasks.map((task) => {
    const { name, kind, labels, order, columns } = task;
    refuseZeroShot(task, file);
    const output = findOutput(task, { tasks, outputs, file });
    const [from, to] = columns ?? [0, output.width];
    if (to > output.width || to - from !== labels.length) {
      throw new UserError({
        code: 'label_count_mismatch',
        message: `Task ${name} has ${labels.length} labels, but ${columns === undefined ? '' : `columns ${from} to ${to} of `}output ${output.name} of ${file} ${columns === undefined ? 'has' : 'were asked for, and it has'} ${output.width} values per image.`,
        hint: 'Give one label per value, in output order; `columns: [from, to]` picks a part of an output.',
      });
    }
    const slices = output.rows.map((row) => row.subarray(from, to));
    return {
      name,
      kind,
      labels,
      order,
      columns,
      output: output.name,
      activation: activationOf(task, slices, file),
    };
  });
}

function refuseZeroShot({ name, embeddings }: LabelledTask, file: string): void {
  if (embeddings === undefined) return;
  throw new UserError({
    code: 'bad_manifest',
    message: `Task ${name} is zero-shot, but ${file} is an ONNX model and gives scores already.`,
    hint: 'Zero-shot tasks need the checkpoint of a whole CLIP model.',
  });
}

function findOutput(
  task: LabelledTask,
  { tasks, outputs, file }: { tasks: readonly LabelledTask[]; outputs: readonly TrialOutput[]; file: string },
): TrialOutput {
  const wanted = task.output ?? task.name;
  const named = outputs.find((output) => output.name === wanted);
  if (named !== undefined) return named;
  if (task.output !== undefined) {
    throw new UserError({
      code: 'unknown_output',
      message: `Task ${task.name} names the output ${task.output}, which ${file} does not give. It gives ${describe(outputs)}.`,
      hint: 'Correct `output` in the manifest. Outputs must be float32 with the batch first.',
    });
  }
  const [single, ...more] = outputs;
  if (single !== undefined && more.length === 0 && tasks.length === 1) return single;
  const taken = new Set(tasks.map((other) => other.output ?? other.name));
  const fitting = outputs.filter((output) => !taken.has(output.name) && output.width === task.labels.length);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1 && tasks.length === 1) return only;
  throw new UserError({
    code: 'ambiguous_output',
    message: `The manifest does not say which output of ${file} holds task ${task.name} (${task.labels.length} labels). There are ${describe(outputs)}.`,
    hint: 'Write `output: NAME` under the task.',
  });
}

/** What the manifest says, checked; where it says nothing, what the trial shows. A softmax of a softmax would be silent. */
function activationOf(
  task: LabelledTask,
  rows: readonly Float32Array[],
  file: string,
): 'logits' | 'probabilities' {
  const distributions = rows.every(isDistribution);
  if (task.activation === 'probabilities' && !distributions) {
    throw new UserError({
      code: 'not_probabilities',
      message: `Task ${task.name} says \`activation: probabilities\`, but the values that ${file} gives are not between 0 and 1 with sum 1.`,
      hint: 'Write `activation: logits`.',
    });
  }
  return task.activation ?? (distributions ? 'probabilities' : 'logits');
}

function isDistribution(row: Float32Array): boolean {
  const sum = row.reduce((total, value) => total + value, 0);
  return Math.abs(sum - 1) <= SUM_TOLERANCE && row.every((value) => value >= 0 && value <= 1 + SUM_TOLERANCE);
}

function describe(outputs: readonly TrialOutput[]): string {
  return outputs.map((output) => `${output.name} (${output.width} values)`).join(', ') || 'no usable outputs';
}
