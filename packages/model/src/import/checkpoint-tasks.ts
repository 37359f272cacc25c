import { type ModelTask, UserError, ZERO_SHOT_HEAD } from '@evenhand/contracts';
import type { LinearHead } from '../clip/match-tensors.js';
import { zeroShotOutput } from '../clip/zero-shot-head.js';
import { shippedModelManifests } from '../manifest/shipped-model-manifests.js';
import type { LabelledTask } from './source-task.js';

export interface TaskSources {
  /** From the manifest, where there is one that names tasks. */
  tasks: readonly LabelledTask[] | undefined;
  /** From config.json's id2label. */
  labels: readonly string[] | undefined;
  heads: readonly LinearHead[];
  /** For messages. */
  folder: string;
}

/**
 * Joins what is said about a checkpoint's tasks with the heads that it has. Each task needs a head of as many outputs
 * as it has labels, and each head needs a task: class order is never guessed.
 *
 * @throws UserError `labels_unknown`, `missing_head`, `head_without_task`, `label_count_mismatch`, `bad_manifest`
 */
export async function checkpointTasks({ tasks, labels, heads, folder }: TaskSources): Promise<ModelTask[]> {
  const sources = tasks ?? taskOfOnlyHead(heads, labels);
  if (sources === undefined || sources.length === 0) throw await labelsUnknown(heads, folder);
  const result = sources.map((task) =>
    task.head === ZERO_SHOT_HEAD ? zeroShotTask(task) : joinHead(task, heads, folder),
  );
  const orphan = heads.find((head) => !result.some((task) => task.output === head.name));
  if (orphan === undefined) return result;
  throw new UserError({
    code: 'head_without_task',
    message: `The checkpoint in ${folder} has a head ${orphan.name} with ${orphan.outputs} outputs, but no task names it.`,
    hint: `Add a task with \`head: ${orphan.name}\` and its labels in output order to the manifest.`,
  });
}

function taskOfOnlyHead(
  heads: readonly LinearHead[],
  labels: readonly string[] | undefined,
): LabelledTask[] | undefined {
  const [head, ...others] = heads;
  if (head === undefined || others.length > 0 || labels === undefined) return undefined;
  return [{ name: head.name.replace(/_head$/u, ''), kind: 'nominal', labels: [...labels] }];
}

/** Its labels are in the order of the embeddings, so that there is nothing to match. */
function zeroShotTask({ name, kind, labels, order, columns, activation }: LabelledTask): ModelTask {
  if (columns === undefined && activation !== 'probabilities') {
    return { name, kind, labels, order, output: zeroShotOutput(name), activation: 'logits' };
  }
  throw new UserError({
    code: 'bad_manifest',
    message: `Task ${name} is zero-shot and gives one logit per label: \`columns\` and \`activation: probabilities\` do not apply.`,
    hint: 'Leave them out.',
  });
}

function joinHead(task: LabelledTask, heads: readonly LinearHead[], folder: string): ModelTask {
  const { name, kind, labels, order, columns, activation = 'logits' } = task;
  const headName = task.head ?? `${name}_head`;
  const head = heads.find((candidate) => candidate.name === headName);
  if (head === undefined) {
    throw new UserError({
      code: 'missing_head',
      message: `Task ${name} needs a head ${headName}, but the checkpoint in ${folder} has only ${heads.map((candidate) => candidate.name).join(', ') || 'the encoder'}.`,
      hint: 'Use the fine-tuned checkpoint with its heads, or name the right head with `head:` in the manifest.',
    });
  }
  if (activation !== 'logits') {
    throw new UserError({
      code: 'bad_manifest',
      message: `Task ${name} says \`activation: ${activation}\`, but a linear head gives logits.`,
      hint: 'Leave `activation` out.',
    });
  }
  const [from, to] = columns ?? [0, head.outputs];
  if (to > head.outputs || to - from !== labels.length) {
    const part = columns === undefined ? '' : ` (columns ${from} to ${to} of them are the task's)`;
    throw new UserError({
      code: 'label_count_mismatch',
      message: `Task ${name} has ${labels.length} labels, but head ${headName} has ${head.outputs} outputs${part}.`,
      hint: 'Give one label per output, in the order of the outputs.',
    });
  }
  return { name, kind, labels, order, output: headName, columns, activation };
}

async function labelsUnknown(heads: readonly LinearHead[], folder: string): Promise<UserError> {
  if (heads.length === 0) {
    return new UserError({
      code: 'missing_head',
      message: `The checkpoint in ${folder} has no classification head (tensors NAME_head.weight and NAME_head.bias).`,
      hint: 'Use the fine-tuned checkpoint, or a whole CLIP model and tasks with `head: zero-shot` and the embeddings of their prompts.',
    });
  }
  const shipped = (await shippedModelManifests()).map((manifest) => manifest.name);
  return new UserError({
    code: 'labels_unknown',
    message: `Nobody says which labels the heads of ${folder} stand for: ${heads.map((head) => `${head.name} (${head.outputs} outputs)`).join(', ')}.`,
    hint: `Write them in output order into a model.yaml, or pass --manifest with a file or one of those that ship: ${shipped.join(', ')}.`,
  });
}
