import type { AuditDocument, Disparity, Grouping, TaskAudit } from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import { asTyped } from '../cli/invocation.js';
import { count, groupName, percent, percentEstimate } from './format.js';
import { table } from './table.js';

/** The end of `evenhand run`: per task the overall accuracy and the widest gap, then where to look next. */
export function runSummary(audit: AuditDocument, colors: Context['colors']): string {
  const { run } = audit;
  const lines = [
    `${colors.bold(`${run.model.name}@${run.model.version}`)} on ${run.dataset.name}, run ${run.id}: ` +
      `${count(run.counts.ok)} images, ${count(run.counts.failed)} failed, ${count(run.counts.excluded)} left out of a task`,
    '',
    table(
      [
        { title: 'task' },
        { title: 'accuracy', align: 'right' },
        { title: 'lowest group' },
        { title: 'gap to the best' },
      ],
      audit.tasks.map((task) => [
        task.task,
        percentEstimate(task.overall.metrics['accuracy']),
        ...lowest(task),
      ]),
    ),
    '',
    asTyped(`evenhand show ${run.id} prints every group.`),
  ];
  return lines.join('\n');
}

/** The single-attribute grouping whose accuracy gap is most certain, and its lowest group. */
function lowest(task: TaskAudit): [string, string] {
  const groupings = task.groupings.filter((grouping) => grouping.by.length === 1 && !grouping.degenerate);
  const candidates = groupings.flatMap((grouping) => accuracyGap(grouping) ?? []);
  const [first] = candidates.sort(
    (a, b) => (a.p ?? 1) - (b.p ?? 1) || (b.gap.value ?? 0) - (a.gap.value ?? 0),
  );
  if (!first) return ['', groupings.length === 0 ? '' : 'too few images to compare groups'];
  return [`${groupName(first.worst.group)} ${percent(first.worst.value)}`, gapText(first)];
}

export function accuracyGap(grouping: Grouping): Disparity | undefined {
  return grouping.disparities.find((entry) => entry.metric === 'accuracy' && entry.class === undefined);
}

/** `12.3 points [8.1, 16.0], 4.0 expected if fair, p < 0.001`. */
export function gapText({ gap, expectedGapIfFair, p }: Disparity): string {
  if (gap.value === null) return 'not enough data';
  const points = (value: number): string => (value * 100).toFixed(1);
  const limits = gap.low === null || gap.high === null ? '' : ` [${points(gap.low)}, ${points(gap.high)}]`;
  const fair = expectedGapIfFair === null ? '' : `, ${points(expectedGapIfFair)} expected if fair`;
  const chance = p === null ? '' : `, ${p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`}`;
  return `${points(gap.value)} points${limits}${fair}${chance}`;
}
