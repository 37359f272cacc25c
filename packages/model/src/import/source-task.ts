import { type ModelSourceManifest, UserError } from '@evenhand/contracts';

export type SourceTask = NonNullable<ModelSourceManifest['tasks']>[number];

/** A task whose labels are known, in output order. */
export type LabelledTask = SourceTask & { labels: string[] };

/**
 * Completes the tasks of a manifest: an only task without labels has those that config.json gives the outputs.
 *
 * @throws UserError `labels_unknown`, `bad_manifest`
 */
export function withLabels(
  tasks: readonly SourceTask[],
  fromConfig: readonly string[] | undefined,
  source: string,
): LabelledTask[] {
  return tasks.map((task) => {
    const labels = task.labels ?? (tasks.length === 1 && fromConfig ? [...fromConfig] : undefined);
    if (labels === undefined) {
      throw new UserError({
        code: 'labels_unknown',
        message: `Nobody says which labels the outputs of task ${task.name} of ${source} stand for.`,
        hint: 'Write `labels` in output order under the task. config.json can name them only where there is a single task.',
      });
    }
    const { order } = task;
    if (
      order !== undefined &&
      !(order.length === labels.length && order.every((name) => labels.includes(name)))
    ) {
      throw new UserError({
        code: 'bad_manifest',
        message: `\`order\` of task ${task.name} does not list exactly the labels ${labels.join(', ')}.`,
        hint: 'Use the names that config.json gives the outputs.',
      });
    }
    return { ...task, labels };
  });
}
