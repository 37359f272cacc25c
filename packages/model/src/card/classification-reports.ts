import type { ReportedMetric } from '@evenhand/contracts';
import type { CardProblem, CardTask, FoundClaims } from './card-claims.js';
import { claimNumber } from './claim-number.js';
import { isReportHead, parseReportRow, type ReportRow } from './report-row.js';
import { taskInText } from './task-in-text.js';

const RATES = ['precision', 'recall', 'f1'] as const;
const AVERAGE = /^(macro|weighted|micro|samples) avg$/iu;
/** `Gender Classification (Overall Accuracy: 96.38%)` */
const STATED_ACCURACY = /\baccuracy\b[^\d%|]{0,20}(\d{1,3}(?:\.\d{1,12})?\s*%|[01]\.\d{1,12})/iu;

/**
 * The classification reports in a card's text, as scikit-learn prints them or as Markdown tables. Which task one is
 * about says the nearest line above it that names a task, else its labels where only one task has them all. A
 * report with a damaged line is left out as a whole and the line is named.
 * @param firstLine Number of the first of the lines.
 */
export function readClassificationReports(
  lines: readonly string[],
  firstLine: number,
  tasks: readonly CardTask[],
): FoundClaims {
  const found: FoundClaims = { metrics: [], problems: [] };
  let heading: { task: CardTask; text: string; line: number } | undefined;
  let index = 0;
  while (index < lines.length) {
    const text = lines[index] ?? '';
    const line = firstLine + index;
    if (!isReportHead(text)) {
      const task = taskInText(text, tasks);
      if (task && isTitle(text)) heading = { task, text, line };
      index += 1;
      continue;
    }
    const report = readReport(lines, index + 1);
    const problem = report.problem;
    if (problem) found.problems.push({ line: firstLine + problem.index, message: problem.message });
    else add(found, claimsOf(report.rows, { heading, tasks, line, firstLine }));
    heading = undefined;
    index = report.end;
  }
  return found;
}

/** Titles are short; a sentence that mentions a task is none. */
function isTitle(text: string): boolean {
  return text.length <= 120 && !/[.!?;]\s*$/u.test(text);
}

interface Numbered {
  row: ReportRow;
  index: number;
}

interface Report {
  rows: Numbered[];
  /** Index of the first line after it. */
  end: number;
  problem?: { index: number; message: string };
}

/** From the line below the head to the weighted average, which is the last; a fence, a heading or text ends it too. */
function readReport(lines: readonly string[], start: number): Report {
  const rows: Numbered[] = [];
  let problem: Report['problem'];
  let index = start;
  let isAfterBlank = false;
  for (; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^\s*$/u.test(line) || /^[\s|:-]+$/u.test(line)) {
      isAfterBlank = true;
      continue;
    }
    if (/^\s*(?:```|~~~|#)/u.test(line) || isReportHead(line)) break;
    const row = parseReportRow(line);
    // Below a blank line a text without numbers is the card going on.
    if (!row && isAfterBlank && rows.length > 0 && !/\d/u.test(line)) break;
    if (row) rows.push({ row, index });
    else problem ??= { index, message: `is no line of a classification report: ${shown(line)}` };
    isAfterBlank = false;
    const isLast = /^[\s|*`]*weighted avg\b/iu.test(line);
    if (isLast) {
      index += 1;
      break;
    }
  }
  if (rows.length === 0) problem ??= { index: start - 1, message: 'is the head of a report without lines' };
  return { rows, end: index, ...(problem ? { problem } : {}) };
}

interface Place {
  heading: { task: CardTask; text: string; line: number } | undefined;
  tasks: readonly CardTask[];
  line: number;
  firstLine: number;
}

function claimsOf(rows: readonly Numbered[], { heading, tasks, line, firstLine }: Place): FoundClaims {
  const classes = rows.flatMap(({ row, index }) =>
    row.kind === 'rates' && !AVERAGE.test(row.label) ? { label: row.label, index } : [],
  );
  const fitting = tasks.filter((task) => classes.every(({ label }) => task.labels.includes(label)));
  const task = heading?.task ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (!task) {
    const message = 'is the head of a report that no line above assigns to a task of this model';
    return { metrics: [], problems: [{ line, message }] };
  }
  const foreign = classes.find(({ label }) => !task.labels.includes(label));
  if (foreign) {
    const message = `has "${foreign.label}", which is not a label of ${task.name}; this report is left out`;
    return { metrics: [], problems: [{ line: firstLine + foreign.index, message }] };
  }
  const problems: CardProblem[] = [];
  const metrics: ReportedMetric[] = [];
  const title = STATED_ACCURACY.exec(heading?.text ?? '')?.[1];
  const stated = title === undefined ? null : claimNumber(title);
  if (heading && stated) {
    metrics.push({ task: task.name, metric: 'accuracy', ...stated, line: heading.line });
  }
  const seen = new Set<string>();
  for (const { row, index } of rows) {
    const label = row.kind === 'rates' ? row.label : 'accuracy';
    if (seen.has(label)) {
      const message = `is the second line of "${label}"; this report is left out`;
      return { metrics: [], problems: [{ line: firstLine + index, message }] };
    }
    seen.add(label);
    const claims = rowClaims(row, task.name, firstLine + index);
    if (!claims) {
      const message = `has a rate that is no share of images; this report is left out`;
      return { metrics: [], problems: [{ line: firstLine + index, message }] };
    }
    metrics.push(...claims);
  }
  return { metrics, problems };
}

function rowClaims(row: ReportRow, task: string, line: number): ReportedMetric[] | null {
  const support = Number(row.support.replaceAll(',', ''));
  if (row.kind === 'accuracy') {
    const number = claimNumber(row.number);
    return number && [{ task, metric: 'accuracy', ...number, support, line }];
  }
  const [, average] = AVERAGE.exec(row.label) ?? [];
  const claims = RATES.map((rate, place): ReportedMetric | null => {
    const number = claimNumber(row.numbers[place] ?? '');
    if (!number) return null;
    return average
      ? { task, metric: `${average.toLowerCase()}_${rate}`, ...number, support, line }
      : { task, metric: rate, class: row.label, ...number, support, line };
  });
  return claims.every((claim) => claim !== null) ? claims : null;
}

function add(found: FoundClaims, { metrics, problems }: FoundClaims): void {
  found.metrics.push(...metrics);
  found.problems.push(...problems);
}

function shown(line: string): string {
  const text = line.trim();
  return text.length > 80 ? `${text.slice(0, 80)} …` : text;
}
