import { type LabelKind, type RunWarning, UserError } from '@evenhand/contracts';
import type { RunShape, RunTask } from '../audit/run-tables.js';
import type { GroupAttribute } from '../counts/cell-space.js';

/** A task that every run has, as the base declares it. */
export interface ComparedTask {
  name: string;
  kind: LabelKind;
  /** In the base model's output order. */
  labels: readonly string[];
  order?: readonly string[] | undefined;
  /** The attribute that is this task's truth: groupings by it are degenerate. */
  attribute: string;
  /** Per run: the task's place among its tasks, and for each of its labels the place among the base's. */
  runs: readonly { task: number; positions: readonly number[] }[];
}

/** What several runs are compared by. */
export interface ComparisonShape {
  attributes: readonly GroupAttribute[];
  tasks: readonly ComparedTask[];
}

/** A run's id and what it is counted by. */
export interface NamedShape extends RunShape {
  run: string;
}

/**
 * Matches the tasks of a base (the first run) and its candidates by name, and their labels by name too: models order
 * them differently. A task whose labels are not the same in all runs is left out, with a warning.
 *
 * @throws UserError `nothing_to_compare` where no task remains
 */
export function comparisonShape(runs: readonly NamedShape[]): {
  shape: ComparisonShape;
  warnings: RunWarning[];
} {
  const [base, ...others] = runs;
  const tasks: ComparedTask[] = [];
  const warnings: RunWarning[] = [];
  for (const task of base?.tasks ?? []) {
    const problem = runs.map((run) => problemOf(task, run)).find((text) => text !== null);
    if (problem) {
      warnings.push({ code: 'task_left_out', message: `The task ${task.name} is left out: ${problem}.` });
      continue;
    }
    const own = runs.map(({ tasks: theirs }) => {
      const place = theirs.findIndex(({ name }) => name === task.name);
      const labels = theirs[place]?.labels ?? [];
      return { task: place, positions: labels.map((label) => task.labels.indexOf(label)) };
    });
    for (const run of others) {
      if (sameOrder(task, taskOf(task.name, run))) continue;
      warnings.push({
        code: 'order_differs',
        message: `Run ${run.run} orders the labels of ${task.name} differently; the base's order is used.`,
      });
    }
    const { name, kind, labels, order } = task;
    tasks.push({ name, kind, labels, order, attribute: task.attribute ?? name, runs: own });
  }
  for (const { run, tasks: theirs } of others) {
    for (const { name } of theirs) {
      if (base?.tasks.some((task) => task.name === name)) continue;
      const message = `The task ${name} of run ${run} is left out: run ${base?.run} does not have it.`;
      warnings.push({ code: 'task_left_out', message });
    }
  }
  if (tasks.length === 0) {
    throw new UserError({
      code: 'nothing_to_compare',
      message: `No task can be compared. ${warnings.map(({ message }) => message).join(' ')}`,
      hint: 'Compare runs of models that have a task of the same name with the same labels, measured on both.',
    });
  }
  return { shape: { attributes: base?.attributes ?? [], tasks }, warnings };
}

function taskOf(name: string, { tasks }: RunShape): RunTask | undefined {
  return tasks.find((task) => task.name === name);
}

/** Why a run cannot take part in the comparison of a task; null where it can. */
function problemOf(task: RunTask, run: NamedShape): string | null {
  const own = taskOf(task.name, run);
  if (!own) return `run ${run.run} does not have it`;
  if (own.attribute === null) return `run ${run.run} predicts it, but could not measure it`;
  const missing = task.labels.filter((label) => !own.labels.includes(label));
  const extra = own.labels.filter((label) => !task.labels.includes(label));
  if (missing.length === 0 && extra.length === 0) return null;
  const lacks = missing.length > 0 ? `lacks ${missing.join(', ')}` : '';
  const adds = extra.length > 0 ? `has ${extra.join(', ')} besides` : '';
  return `its labels differ: run ${run.run} ${[lacks, adds].filter((text) => text !== '').join(' and ')}`;
}

function sameOrder(a: RunTask, b: RunTask | undefined): boolean {
  const natural = ({ kind, labels, order }: RunTask): readonly string[] | null =>
    kind === 'ordinal' ? (order ?? labels) : null;
  return b !== undefined && JSON.stringify(natural(a)) === JSON.stringify(natural(b));
}
