import type { AuditDocument, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import { count, groupName, percent, percentEstimate } from './format.js';
import { accuracyGap, gapText } from './run-summary.js';
import { type Column, table } from './table.js';

type Colors = Context['colors'];

/** Groups below this many images are marked: their intervals are wide and rankings leave them out. */
const fewImages = 30;
/** Below this many nothing can be said of a group. */
const tooFewImages = 10;

/** A run for the terminal: per task the overall numbers, the classes, and one table per grouping. */
export function auditText(audit: AuditDocument, colors: Colors): string {
  const { run } = audit;
  const heading = [
    `${colors.bold(`${run.model.name}@${run.model.version}`)} on ${colors.bold(run.dataset.name)} (${run.dataset.labels} labels)`,
    `run ${run.id} · ${run.status} · ${run.device} · ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `${count(run.counts.ok)} images measured, ${count(run.counts.failed)} failed, ${count(run.counts.excluded)} left out of a task`,
    ...run.warnings.map((warning) => `Warning: ${warningText(warning)}`),
  ].join('\n');
  const legend = 'Brackets: 95 % confidence limits. Values: share of the images in the row.';
  return [heading, ...audit.tasks.map((task) => taskText(task, colors)), legend].join('\n\n');
}

function warningText({ message, count: n }: AuditDocument['run']['warnings'][number]): string {
  return n === undefined ? message : `${message} (${count(n)})`;
}

function taskText(task: TaskAudit, colors: Colors): string {
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
    `${colors.bold(title)}\n${overall.filter((part) => part !== '').join(' · ')}`,
    classTable(task),
    ...task.groupings.map((grouping) => groupingTable(grouping, colors)),
  ].join('\n\n');
}

function classTable(task: TaskAudit): string {
  const byLabel = new Map(task.overall.classes.map((entry) => [entry.label, entry]));
  const rows = (task.order ?? task.labels).map((label) => {
    const entry = byLabel.get(label);
    const value = (id: string): string => percentEstimate(entry?.metrics[id]);
    return [label, value('precision'), value('recall'), value('f1'), count(entry?.support ?? 0)];
  });
  return table(
    [
      { title: 'class' },
      { title: 'precision', align: 'right' },
      { title: 'recall', align: 'right' },
      { title: 'F1', align: 'right' },
      { title: 'support', align: 'right' },
    ],
    rows,
  );
}

/** One grouping: a row per group, and the accuracy gap in words. */
export function groupingTable(grouping: Grouping, colors: Colors): string {
  const columns: Column[] = [
    { title: `by ${grouping.by.join(' × ')}` },
    { title: 'images', align: 'right' },
    { title: 'accuracy', align: 'right' },
  ];
  // Inside a group of one true class, precision and F1 mean nothing.
  if (!grouping.degenerate) {
    columns.push(
      { title: 'macro precision', align: 'right' },
      { title: 'macro recall', align: 'right' },
      { title: 'macro F1', align: 'right' },
    );
  }
  columns.push({ title: '' });
  const rows = grouping.slices.map((slice) => groupRow(slice, grouping.degenerate));
  const gap = accuracyGap(grouping);
  const summary = gap
    ? `\naccuracy: ${groupName(gap.worst.group)} ${percent(gap.worst.value)} lowest, ${groupName(gap.best.group)} ${percent(gap.best.value)} highest; gap ${gapText(gap)}`
    : '';
  return table(columns, rows) + colors.dim(summary);
}

function groupRow(slice: Slice, degenerate: boolean): string[] {
  const value = (id: string): string => percent(slice.metrics[id]?.value ?? null);
  const averages = degenerate ? [] : [value('macro_precision'), value('macro_recall'), value('macro_f1')];
  return [
    groupName(slice.group),
    count(slice.n),
    percentEstimate(slice.metrics['accuracy']),
    ...averages,
    remark(slice.n),
  ];
}

function remark(n: number): string {
  if (n === 0) return 'no images';
  if (n < tooFewImages) return 'too few to judge';
  return n < fewImages ? 'few images' : '';
}
