import type {
  AuditRun,
  ChangeFinding,
  ComparisonDocument,
  GroupingComparison,
  ModelComparison,
  Omnibus,
  TaskComparison,
} from '@evenhand/contracts';
import type { Context } from '../cli/context.js';
import {
  changeText,
  confidenceText,
  differenceText,
  findingText,
  gapSentences,
  groupCells,
  imagesText,
  modelName,
  pText,
  taskTitle,
} from './comparison-words.js';
import { count } from './format.js';
import { table } from './table.js';

type Colors = Context['colors'];

interface Style {
  colors: Colors;
  /** Level of the tests that are put in words. */
  alpha: number;
}

/** Findings of one kind that are listed; the document has them all. */
const MOST_CERTAIN = 12;
const MOST_POSSIBLE = 4;

/** A comparison for the terminal: regressions first, then improvements, then tables of flips per group. */
export function comparisonText(document: ComparisonDocument, colors: Colors): string {
  const runs = [document.base, ...document.candidates];
  const alpha = 1 - document.plan.confidence;
  const heading = [
    `${document.candidates.map((run) => colors.bold(modelName(run))).join(', ')} against ${colors.bold(modelName(document.base))} on ${colors.bold(document.base.dataset.name)} (${document.base.dataset.labels} labels)`,
    ...runs.map((run, index) => runLine(run, index === 0 ? 'base' : 'candidate')),
    imagesText(document),
    ...document.warnings.map(
      ({ message, count: n }) => `Warning: ${message}${n === undefined ? '' : ` (${count(n)})`}`,
    ),
  ].join('\n');
  const parts = document.comparisons.map((comparison, index) => {
    const candidate = document.candidates[index];
    return candidate ? comparisonPart(comparison, candidate, { colors, alpha }) : '';
  });
  const legend = `Changes are candidate less base. Brackets: ${confidenceText(document)} confidence limits of each change alone. Certainly: for all groups of all groupings of the task together (Holm); possibly: by its own limits only, and some of many are so by chance. fixed: wrong before, right now; broken: right before, wrong now.`;
  const omnibus = document.omnibus.map((one) => omnibusText(one, document.candidates, alpha));
  return [heading, ...omnibus, ...parts, legend].join('\n\n');
}

function runLine(run: AuditRun, role: string): string {
  const when = `${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  return `${role.padEnd(9)}  run ${run.id} · ${modelName(run)} · ${run.status} · ${run.device} ${run.precision} · ${when}`;
}

function comparisonPart(
  { differences, tasks }: ModelComparison,
  candidate: AuditRun,
  { colors, alpha }: Style,
): string {
  const settings = differences.map(differenceText);
  return [
    [
      colors.bold(`${modelName(candidate)} (run ${candidate.id})`),
      settings.length > 0 ? `differs in ${settings.join(' · ')}` : 'no setting differs',
    ].join('\n'),
    verdictText(tasks, 'worse', colors),
    verdictText(tasks, 'better', colors),
    ...tasks.map((task) => taskText(task, { colors, alpha })),
  ].join('\n\n');
}

/** Certain findings of all tasks, then possible ones; in words where there are none. */
function verdictText(
  tasks: readonly TaskComparison[],
  verdict: ChangeFinding['verdict'],
  colors: Colors,
): string {
  const found = tasks.flatMap(({ task, findings }) =>
    findings.filter((finding) => finding.verdict === verdict).map((finding) => ({ task, finding })),
  );
  const of = (certain: boolean): string[] =>
    found
      .filter(({ finding }) => finding.certain === certain)
      .map(({ task, finding }) => `  ${findingText(task, finding)}`);
  const [certain, possible] = [of(true), of(false)];
  const paint = verdict === 'worse' ? colors.red : colors.green;
  const title = colors.bold(`Certainly ${verdict}`);
  return [
    certain.length > 0 ? `${title} (${count(certain.length)})` : `${title}: none`,
    ...certain.slice(0, MOST_CERTAIN).map((line) => paint(line)),
    ...more(certain.length - MOST_CERTAIN),
    ...(possible.length > 0 ? [`Possibly ${verdict} (${count(possible.length)})`] : []),
    ...possible.slice(0, MOST_POSSIBLE),
    ...more(possible.length - MOST_POSSIBLE),
  ].join('\n');
}

function more(rest: number): string[] {
  return rest > 0 ? [`  and ${count(rest)} more: --json has all`] : [];
}

function taskText(task: TaskComparison, style: Style): string {
  const { colors } = style;
  const { flips } = task.overall;
  const lines = [
    colors.bold(taskTitle(task)),
    `accuracy ${changeText(task.overall, 'accuracy')} · ${count(flips.fixed)} fixed, ${count(flips.broken)} broken`,
    `macro F1 ${changeText(task.overall, 'macro_f1')}`,
  ];
  return [lines.join('\n'), ...task.groupings.map((grouping) => groupingText(grouping, style))].join('\n\n');
}

function groupingText(grouping: GroupingComparison, { colors, alpha }: Style): string {
  const rows = grouping.slices.map(groupCells);
  const right = 'right' as const;
  const columns = [
    { title: `by ${grouping.by.join(' × ')}` },
    { title: 'images', align: right },
    { title: 'base', align: right },
    { title: 'now', align: right },
    { title: 'change in accuracy', align: right },
    { title: 'both right', align: right },
    { title: 'fixed', align: right },
    { title: 'broken', align: right },
    { title: 'both wrong', align: right },
    { title: '' },
  ];
  return [table(columns, rows), ...gapSentences(grouping, alpha).map((line) => colors.dim(line))].join('\n');
}

/** All models at once: `species: the 3 models differ in accuracy (Cochran's Q = 12.1, df 2, p = 0.002)`. */
function omnibusText(
  { task, cochran, pairs }: Omnibus,
  candidates: readonly AuditRun[],
  alpha: number,
): string {
  const test = `Cochran's Q = ${cochran.statistic.toFixed(1)}, df ${cochran.df}${cochran.p === null ? '' : `, ${pText(cochran.p)}`}`;
  const verdict =
    cochran.p !== null && cochran.p < alpha ? 'differ in accuracy' : 'show no difference in accuracy';
  const against = pairs.map(({ candidate, adjustedP }) => {
    const run = candidates.find(({ id }) => id === candidate);
    return `${run ? modelName(run) : candidate} ${pText(adjustedP)}`;
  });
  return `${task}: the ${pairs.length + 1} models ${verdict} (${test}); against the base (McNemar, adjusted by Holm): ${against.join(', ')}`;
}
