import {
  type DatasetManifest,
  type LabelKind,
  type LabelMap,
  type ModelManifest,
  type RunWarning,
  type Sample,
  UserError,
} from '@evenhand/contracts';
import { resolveTaskLabels } from '@evenhand/dataset';

/** How a data set's attribute reads as truth of a task; kept with the run, so that a resumed run reads it alike. */
export interface TaskTruth {
  attribute: string;
  /** Data-set label → model label; null leaves the sample out of the task. */
  labels: Record<string, string | null>;
}

export interface PlannedTask {
  name: string;
  kind: LabelKind;
  /** In the model's output order. */
  labels: string[];
  order?: string[] | undefined;
  /** Null where this data set cannot measure the task: it is predicted, but not audited. */
  truth: TaskTruth | null;
  /** Index of the true label; null where the sample is left out of this task. */
  truthOf(labels: Sample['labels']): number | null;
}

/** Task name → truth, null for tasks that are predicted only. */
export type TaskTruths = Record<string, TaskTruth | null>;

export interface TaskPlan {
  tasks: PlannedTask[];
  warnings: RunWarning[];
}

/**
 * Matches a model's tasks with a data set's attributes by name, through label maps where given. Tasks that the
 * data set cannot measure become warnings; when none can be measured the run makes no sense and is refused.
 */
export function planTasks(
  model: ModelManifest,
  dataset: DatasetManifest,
  maps: ReadonlyMap<string, LabelMap>,
): TaskPlan {
  for (const task of maps.keys()) {
    if (model.tasks.some((entry) => entry.name === task)) continue;
    throw new UserError({
      code: 'unknown_task',
      message: `--map ${task}=…: the model ${model.name}@${model.version} has no task "${task}".`,
      hint: `Its tasks are ${model.tasks.map((entry) => entry.name).join(', ')}.`,
    });
  }
  const truths: TaskTruths = {};
  const warnings: RunWarning[] = [];
  for (const task of model.tasks) {
    const attribute = dataset.attributes.find((entry) => entry.name === task.name);
    const resolved = resolveTaskLabels({ task, attribute, map: maps.get(task.name) });
    if (resolved.comparable) {
      truths[task.name] = {
        attribute: attribute?.name ?? task.name,
        labels: Object.fromEntries(resolved.labels),
      };
    } else {
      truths[task.name] = null;
      warnings.push({
        code: 'task_not_audited',
        message: `${task.name} is predicted but not audited. ${resolved.message} (--map ${task.name}=map.yaml)`,
      });
    }
  }
  if (Object.values(truths).every((truth) => truth === null)) {
    throw new UserError({
      code: 'labels_do_not_match',
      message: `Nothing of ${model.name}@${model.version} can be measured on ${dataset.name}: ${warnings
        .map((warning) => warning.message)
        .join(' ')}`,
      hint: 'A task is measured against the attribute of the same name; --map TASK=map.yaml translates labels.',
    });
  }
  return { tasks: planFromTruths(model, truths), warnings };
}

/** The same plan from what a run remembers. */
export function planFromTruths(model: ModelManifest, truths: TaskTruths): PlannedTask[] {
  return model.tasks.map(({ name, kind, labels, order }) => {
    const truth = truths[name] ?? null;
    const indices = new Map(
      Object.entries(truth?.labels ?? {}).map(([from, to]) => [
        from,
        to === null ? null : labels.indexOf(to),
      ]),
    );
    return {
      name,
      kind,
      labels,
      order: kind === 'ordinal' ? (order ?? labels) : undefined,
      truth,
      truthOf(sample) {
        const value = truth === null ? null : sample[truth.attribute];
        return value === null || value === undefined ? null : (indices.get(value) ?? null);
      },
    };
  });
}
