import type { AuditDocument, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import { count, groupName, percent, percentEstimate } from './format.js';
import { accuracyGap, gapText } from './run-summary.js';
import { type Column, table } from './table.js';

/** How a terminal shows it. */
type Look = Pick<Context, 'colors' | 'width'>;

/** Groups below this many images are marked: their intervals are wide and rankings leave them out. */
const fewImages = 30;
/** Below this many nothing can be said of a group. */
const tooFewImages = 10;

/** A run for the terminal: per task the overall numbers, the classes, and one table per grouping. */
export function auditText(audit: AuditDocument, look: Look): string {
  const { colors } = look;
  const { run } = audit;
  const heading = [
    `${colors.bold(`${run.model.name}@${run.model.version}`)} on ${colors.bold(run.dataset.name)} (${run.dataset.labels} labels)`,
    `run ${run.id} · ${run.status} · ${run.device} · ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `${count(run.counts.ok)} images measured, ${count(run.counts.failed)} failed, ${count(run.counts.excluded)} left out of a task`,
    ...run.warnings.map((warning) => `Warning: ${warningText(warning)}`),
  ].join('\n');
  const legend =
    'Brackets: 95 % confidence limits. Values: share of the images in the row; "a as b": of those that are a, predicted as b.';
  return [heading, ...audit.tasks.map((task) => taskText(task, look)), legend].join('\n\n');
}

function warningText({ message, count: n }: AuditDocument['run']['warnings'][number]): string {
  return n === undefined ? message : `${message} (${count(n)})`;
}

function taskText(task: TaskAudit, look: Look): string {
  const excluded = task.excluded > 0 ? `, ${count(task.excluded)} left out` : '';
  const title = `${task.task} · ${task.labels.length} classes · ${count(task.overall.n)} images${excluded}`;
  const { metrics } = task.overall;
  const overall = [
    `accuracy ${percentEstimate(metrics['accuracy'])}`,
    `macro F1 ${percentEstimate(metrics['macro_f1'])}`,
    task.kind === 'ordinal' && metrics['within_one']
      ? `within one class ${percentEstimate(metrics['within_one'])}`
      : '',
  ];
  return [
    `${look.colors.bold(title)}\n${overall.filter((part) => part !== '').join(' · ')}`,
    classTable(task, look),
    ...task.groupings.map((grouping) => groupingTable(task, grouping, look)),
  ].join('\n\n');
}

function classTable(task: TaskAudit, { width }: Look): string {
  const byLabel = new Map(task.overall.classes.map((entry) => [entry.label, entry]));
  const rows = (task.order ?? task.labels).map((label) => {
    const entry = byLabel.get(label);
    const value = (id: string): string => percentEstimate(entry?.metrics[id]);
    return [label, value('precision'), value('recall'), value('f1'), count(entry?.support ?? 0)];
  });
  return table(
    [
      { title: 'class' },
      { title: 'precision', align: 'right', rank: 1 },
      { title: 'recall', align: 'right' },
      { title: 'F1', align: 'right', rank: 2 },
      { title: 'support', align: 'right' },
    ],
    rows,
    width,
  );
}

/** One grouping: a row per group, and the accuracy gap in words. */
export function groupingTable(task: TaskAudit, grouping: Grouping, { colors, width }: Look): string {
  const measures = groupMeasures(task, grouping);
  const columns: Column[] = [
    { title: `by ${grouping.by.join(' × ')}` },
    { title: 'images', align: 'right' },
    { title: 'accuracy', align: 'right' },
    ...measures.map(({ title, rank }) => ({ title, align: 'right' as const, rank })),
    { title: '' },
  ];
  const rows = grouping.slices.map((slice) => [
    groupName(slice.group),
    count(slice.n),
    percentEstimate(slice.metrics['accuracy']),
    ...measures.map(({ cell }) => cell(slice)),
    remark(slice.n),
  ]);
  const gap = accuracyGap(grouping);
  const summary = gap
    ? `\naccuracy: ${groupName(gap.worst.group)} ${percent(gap.worst.value)} lowest, ${groupName(gap.best.group)} ${percent(gap.best.value)} highest; gap ${gapText(gap)}`
    : '';
  return table(columns, rows, width) + colors.dim(summary);
}

interface Measure {
  title: string;
  /** See {@link Column}. */
  rank: number;
  cell(slice: Slice): string;
}

/**
 * What is shown beside the accuracy. Of two classes the errors of either kind, as counts: what others call the false
 * positive and the false negative rate. Inside a group of one true class, precision and F1 mean nothing.
 */
function groupMeasures({ labels }: TaskAudit, { degenerate }: Grouping): Measure[] {
  if (degenerate) return [];
  const metric = (title: string, id: string, rank: number): Measure => ({
    title,
    rank,
    cell: ({ metrics }) => percent(metrics[id]?.value ?? null),
  });
  const [first, second, third] = labels;
  const averages =
    first !== undefined && second !== undefined && third === undefined
      ? [taken(first, second), taken(second, first)]
      : [metric('macro precision', 'macro_precision', 4), metric('macro recall', 'macro_recall', 3)];
  return [...averages, metric('macro F1', 'macro_f1', 2)];
}

/** Images of one of two classes that were taken for the other, of all images of it. */
function taken(label: string, other: string): Measure {
  return {
    title: `${label} as ${other}`,
    rank: 1,
    cell: ({ classes }) => {
      const { value = null, n = 0 } = classes.find((entry) => entry.label === label)?.metrics['fnr'] ?? {};
      return value === null
        ? percent(value)
        : `${count(Math.round(value * n))}/${count(n)} ${percent(value)}`;
    },
  };
}

function remark(n: number): string {
  if (n === 0) return 'no images';
  if (n < tooFewImages) return 'too few to judge';
  return n < fewImages ? 'few images' : '';
}
