import { runShape } from '@evenhand/audit';
import { UserError } from '@evenhand/contracts';
import { type Db, iteratePredictions, type Run } from '@evenhand/db';
import { type Column, type ColumnTable, freeName } from './column-table.js';

export interface FairnessTableOptions {
  tool: 'fairlearn' | 'aequitas';
  /** May be left out where the run has one task. */
  task: string | undefined;
  /** The label that counts as 1; Aequitas knows two classes only. */
  positive: string | undefined;
}

/** Names of the columns of sample, truth and prediction as each tool expects them. */
const COLUMNS = {
  fairlearn: { sample: 'sample', truth: 'y_true', predicted: 'y_pred' },
  aequitas: { sample: 'entity_id', truth: 'label_value', predicted: 'score' },
} as const;

/**
 * One task of a run as the tables that fairlearn (`MetricFrame`) and Aequitas (`Group().get_crosstabs`) take: sample,
 * truth, prediction and a column for each other attribute. Samples without truth or prediction are not in it.
 *
 * @throws UserError `unknown_task`, `unknown_label`, `no_truth`
 */
export function fairnessTable(db: Db, run: Run, options: FairnessTableOptions): ColumnTable {
  const index = chooseTask(run, options.task);
  const { attributes: all, tasks } = runShape(db, run);
  const { name = '', labels = [], attribute } = tasks[index] ?? {};
  if (attribute === null || attribute === undefined) {
    throw new UserError({
      code: 'no_truth',
      message: `The data set ${run.dataset.name} does not say what ${name} truly is.`,
      hint: 'Name a task that the run has measured.',
    });
  }
  // Both tools take every other column for a group; the truth itself would be one without errors to compare.
  const attributes = all.filter((entry) => entry.name !== attribute);
  const positive = choosePositive({ labels, name, options });
  const samples: string[] = [];
  const truths: number[] = [];
  const predictions: number[] = [];
  const groups = attributes.map((): (string | null)[] => []);
  for (const row of iteratePredictions(db, { run: run.id, task: index })) {
    if (row.truth === null) continue;
    samples.push(row.sampleId);
    truths.push(row.truth);
    predictions.push(row.predicted);
    for (const [place, entry] of attributes.entries()) groups[place]?.push(row.labels[entry.name] ?? null);
  }
  const column = (values: readonly number[]): Column =>
    positive === null
      ? { type: 'STRING', data: values.map((label) => labels[label] ?? null) }
      : { type: 'INT32', data: values.map((label) => (label === positive ? 1 : 0)) };
  const own = COLUMNS[options.tool];
  const order: [string, Column][] =
    options.tool === 'aequitas'
      ? [
          [own.predicted, column(predictions)],
          [own.truth, column(truths)],
        ]
      : [
          [own.truth, column(truths)],
          [own.predicted, column(predictions)],
        ];
  return {
    names: [
      own.sample,
      ...order.map(([title]) => title),
      ...attributes.map((entry) => freeName(entry.name, Object.values(own))),
    ],
    rows: samples.length,
    columns: [
      { type: 'STRING', data: samples },
      ...order.map(([, data]) => data),
      ...groups.map((data) => ({ type: 'STRING' as const, data })),
    ],
  };
}

/** The index of a task of a run; the only one where none is named. */
export function chooseTask(run: Run, name: string | undefined): number {
  const names = run.tasks.map((task) => task.name);
  const index = name === undefined && names.length === 1 ? 0 : names.indexOf(name ?? '');
  if (index >= 0) return index;
  throw new UserError({
    code: 'unknown_task',
    message: name === undefined ? `Run ${run.id} has several tasks.` : `Run ${run.id} has no task "${name}".`,
    hint: `Name one with --task: ${names.join(', ')}.`,
  });
}

function choosePositive(input: {
  labels: readonly string[];
  name: string;
  options: FairnessTableOptions;
}): number | null {
  const { labels, name, options } = input;
  const { positive, tool } = options;
  if (positive === undefined && tool === 'fairlearn') return null;
  const usual = labels.length === 2 && labels.includes('0') ? '1' : undefined;
  const index = labels.indexOf(positive ?? usual ?? '');
  if (index >= 0) return index;
  throw new UserError({
    code: 'unknown_label',
    message:
      positive === undefined
        ? `Aequitas knows two classes, and nothing says which label of ${name} is the positive one.`
        : `"${positive}" is not a label of ${name}.`,
    hint: `Name it with --positive: ${labels.join(', ')}.`,
  });
}
