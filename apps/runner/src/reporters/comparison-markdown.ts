import type {
  ChangeFinding,
  ComparisonDocument,
  GroupingComparison,
  ModelComparison,
  TaskComparison,
} from '@evenhand/contracts';
import {
  confidenceText,
  differenceText,
  findingText,
  gapSentences,
  groupCells,
  imagesText,
  modelName,
  pointsText,
  pText,
} from './comparison-words.js';
import { count, percent } from './format.js';

/** Findings of one kind that stand in the open; the rest is counted. */
const MOST_FINDINGS = 10;

/** A comparison for a pull request: what got worse in the open, tables and settings folded away. */
export function comparisonMarkdown(document: ComparisonDocument): string {
  const { base, candidates, comparisons } = document;
  const alpha = 1 - document.plan.confidence;
  const parts = comparisons.flatMap((comparison, index) => {
    const candidate = candidates[index];
    if (!candidate) return [];
    const title = `## ${text(`${modelName(candidate)} against ${modelName(base)} on ${base.dataset.name}`)}`;
    return [title, comparisonPart(comparison, alpha)];
  });
  const warnings = document.warnings.map(
    ({ message, count: n }) => `> **Warning** ${text(message)}${n === undefined ? '' : ` (${count(n)})`}`,
  );
  const runs = [base, ...candidates].map(({ id }) => `\`${id}\``).join(' · ');
  const footer = `${imagesText(document)}. Labels are ${text(base.dataset.labels)}. Changes are candidate less base with ${confidenceText(document)} confidence limits; "certainly" holds for all groups of all groupings of a task together (Holm), "possibly" by its own limits only. Runs ${runs}.`;
  return [...parts, ...warnings, footer].join('\n\n');
}

function comparisonPart({ tasks, differences }: ModelComparison, alpha: number): string {
  return [
    taskTable(tasks),
    ...(['worse', 'better'] as const).map((verdict) => verdictPart(tasks, verdict)),
    ...tasks.map((task) =>
      details(
        `Flips by group: ${text(task.task)}`,
        task.groupings.map((grouping) => groupingPart(grouping, alpha)),
      ),
    ),
    details(
      `Settings that differ (${differences.length})`,
      differences.map((difference) => `- ${text(differenceText(difference))}`),
      '\n',
    ),
  ].join('\n\n');
}

function taskTable(tasks: readonly TaskComparison[]): string {
  const rows = tasks.map(({ task, overall }) => {
    const accuracy = overall.metrics['accuracy'];
    return row([
      text(task),
      percent(accuracy?.base ?? null),
      percent(accuracy?.candidate ?? null),
      accuracy ? pointsText(accuracy.delta) : '–',
      accuracy && accuracy.p !== null ? pText(accuracy.p) : '',
      count(overall.flips.fixed),
      count(overall.flips.broken),
      count(overall.n),
    ]);
  });
  return [
    row(['accuracy', 'base', 'candidate', 'change', 'McNemar', 'fixed', 'broken', 'images']),
    '|:--|--:|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

function verdictPart(tasks: readonly TaskComparison[], verdict: ChangeFinding['verdict']): string {
  const lines = (certain: boolean): string[] =>
    tasks.flatMap(({ task, findings }) =>
      findings
        .filter((finding) => finding.verdict === verdict && finding.certain === certain)
        .map((finding) => `- ${text(findingText(task, finding))}`),
    );
  const [certain, possible] = [lines(true), lines(false)];
  const rest = certain.length - MOST_FINDINGS;
  return [
    certain.length > 0
      ? `**Certainly ${verdict} (${count(certain.length)})**\n\n${[...certain.slice(0, MOST_FINDINGS), ...(rest > 0 ? [`- and ${count(rest)} more`] : [])].join('\n')}`
      : `**Certainly ${verdict}:** none.`,
    ...(possible.length > 0
      ? [
          details(
            `Possibly ${verdict} (${count(possible.length)})`,
            possible.slice(0, 3 * MOST_FINDINGS),
            '\n',
          ),
        ]
      : []),
  ].join('\n\n');
}

function groupingPart(grouping: GroupingComparison, alpha: number): string {
  const head = [text(grouping.by.join(' × ')), 'images', 'base', 'candidate', 'change in accuracy'];
  const rows = grouping.slices.map((slice) => {
    const [name = '', ...numbers] = groupCells(slice);
    return row([text(name), ...numbers]);
  });
  return [
    row([...head, 'both right', 'fixed', 'broken', 'both wrong', '']),
    '|:--|--:|--:|--:|--:|--:|--:|--:|--:|:--|',
    ...rows,
    ...gapSentences(grouping, alpha).flatMap((line) => ['', text(line)]),
  ].join('\n');
}

/** GitHub renders Markdown inside only after an empty line. */
function details(summary: string, parts: readonly string[], between = '\n\n'): string {
  return `<details><summary>${summary}</summary>\n\n${parts.join(between)}\n\n</details>`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Labels come from data: nothing in them may become Markdown or HTML. */
function text(value: string): string {
  return value
    .replaceAll(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\r\n]+/g, ' ');
}
