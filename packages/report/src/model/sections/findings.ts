import type { TaskAudit, Verdict } from '@evenhand/contracts';
import { countText, numberText } from '../../format/number-text.js';
import { minimumOf } from '../../groups/evidence.js';
import { findDisparity } from '../../groups/find-disparity.js';
import { findGrouping } from '../../groups/find-slice.js';
import { capital } from '../../words/capital.js';
import { findingName, type Summary, summary, type Finding as WordFinding } from '../../words/summary.js';
import type { Draft } from '../draft.js';
import type { Block, Finding, Section } from '../report.js';
import { changeFindings } from './comparison/change-findings.js';
import { shortOverallTable } from './overview.js';

/** Findings and changes that are told one by one, so that the table of all images has room below them. */
const TOLD = { summary: 6, full: 10 };
/** Findings among them, at least and at most; the tables of each task hold all of them. */
const FINDINGS = { least: 2, most: 8 };
/** Certain changes against the baseline that are told on the first page. */
const CHANGES = 4;
/** Comparisons that are named where nothing was found or nothing can be, before the rest is only counted. */
const NAMED = 12;
/** Gaps within or beyond the margin that are named. */
const JUDGED = 3;

/** The first page: what differs beyond noise, what does not, and what cannot be said. */
export function findingsSection(draft: Draft): Section {
  const { tasks } = draft.input.audit;
  const found = summary(tasks, Number.POSITIVE_INFINITY);
  const [pair] = draft.input.comparison?.comparisons ?? [];
  const items: Finding[] = pair ? changeFindings(pair, { certainOnly: true, most: CHANGES }) : [];
  const room = TOLD[draft.isFull ? 'full' : 'summary'] - items.length;
  const told = found.real.slice(0, Math.min(FINDINGS.most, Math.max(FINDINGS.least, room)));
  items.push(
    ...told.map(
      ({ title, sentence }): Finding => ({ verdict: 'certain', label: 'Differs', title, text: sentence }),
    ),
  );
  const most = found.noise.length > 0 && found.unknown.length > 0 ? NAMED / 2 : NAMED;
  const noise = namedByTask(found.noise, most);
  if (noise) {
    items.push({
      verdict: 'none',
      label: 'No difference found',
      title: `${comparisons(found.noise.length)} without a gap beyond what noise makes`,
      text: noise,
    });
  }
  const unknown = namedByTask(found.unknown, most);
  if (unknown) {
    items.push({
      verdict: 'unknown',
      label: 'Not enough data',
      title: `${comparisons(found.unknown.length)} with fewer than two groups of ${minimumN(tasks)} images`,
      text: unknown,
    });
  }
  const blocks: Block[] = [{ kind: 'paragraph', tone: 'lead', text: lead(found, tasks) }];
  const margin = marginText(found, tasks);
  if (margin !== undefined) blocks.push({ kind: 'paragraph', tone: 'text', text: margin });
  const changes = baselineText(draft);
  if (changes !== undefined) blocks.push({ kind: 'paragraph', tone: 'text', text: changes });
  if (items.length > 0) blocks.push({ kind: 'findings', items });
  const left = found.real.length - told.length + found.explained.length;
  if (left > 0) {
    blocks.push({
      kind: 'paragraph',
      tone: 'note',
      text: `${countText(left)} more ${left === 1 ? 'difference' : 'differences'} beyond noise, with smaller gaps or shown by one attribute of a pair already, ${left === 1 ? 'is' : 'are'} in the tables of gaps${draft.isFull ? '' : ' of the full edition'}.`,
    });
  }
  blocks.push(shortOverallTable(draft));
  return { id: 'findings', title: 'Findings', level: 1, blocks };
}

function lead(found: Summary, tasks: readonly TaskAudit[]): string {
  const differ = found.real.length + found.explained.length;
  const total = differ + found.noise.length + found.unknown.length;
  const names = tasks.map(({ task }) => task).join(', ');
  if (total === 0) {
    return `${capital(names)}: no comparison between groups is possible, because no grouping has two groups with labels of their own.`;
  }
  return `${comparisons(total)} between groups ${total === 1 ? 'was' : 'were'} looked at for ${names}: accuracy and the recall of each class, by each attribute and each pair of attributes. ${sentence(differ, 'shows', 'show')} a difference beyond noise, ${plain(found.noise.length, 'shows', 'show')} none, and ${plain(found.unknown.length, 'lacks', 'lack')} the data to tell.`;
}

/** What the plan's margin makes of the same gaps: what passed, what failed, what lacks data. */
function marginText(found: Summary, tasks: readonly TaskAudit[]): string | undefined {
  const all = [...found.real, ...found.explained, ...found.noise, ...found.unknown];
  const judged = all.flatMap((finding) => {
    const task = tasks.find((entry) => entry.task === finding.task);
    const grouping = task && findGrouping(task, finding.by);
    const within = grouping && findDisparity(grouping, finding.metric, finding.label)?.withinMargin;
    return within ? [{ ...within, name: `${finding.task}, ${findingName(finding)}` }] : [];
  });
  const [first] = judged;
  if (!first) return undefined;
  const of = (verdict: Verdict): typeof judged => judged.filter((entry) => entry.verdict === verdict);
  const [passed, failed] = [of('PASS'), of('FAIL')];
  const lacking = all.length - passed.length - failed.length;
  const margin = numberText(first.margin, { unit: 'points', digits: 1 });
  return `Held against a margin of ${margin}: ${plain(passed.length, 'gap passes', 'gaps pass', 'no gap passes')}${firstNames(passed)}, ${plain(failed.length, 'fails', 'fail')}${firstNames(failed)}, and ${plain(lacking, 'lacks', 'lack')} the data to tell.`;
}

/** ` (gender, accuracy by age; and 2 more)`; empty where there is none. */
function firstNames(judged: readonly { name: string }[]): string {
  if (judged.length === 0) return '';
  const rest = judged.length - JUDGED;
  const names = judged.slice(0, JUDGED).map(({ name }) => name);
  return ` (${names.join('; ')}${rest > 0 ? `; and ${countText(rest)} more` : ''})`;
}

/** What this run is compared with, and how many changes are certain: only the first of them are told. */
function baselineText({ input }: Draft): string | undefined {
  const { comparison } = input;
  const [pair] = comparison?.comparisons ?? [];
  if (!comparison || !pair) return undefined;
  const certain = pair.tasks.flatMap(({ findings }) => findings).filter((finding) => finding.certain);
  const worse = certain.filter(({ verdict }) => verdict === 'worse').length;
  const { id, model } = comparison.base;
  const rest = certain.length > CHANGES ? ` The first ${countText(CHANGES)} follow.` : '';
  return `Compared with ${model.name} ${model.version} (run ${id}) on the ${countText(comparison.images.shared)} images of both: ${plain(worse, 'group or class is', 'groups or classes are', 'no group or class is')} certainly worse, ${plain(certain.length - worse, 'is', 'are')} certainly better.${rest}`;
}

function sentence(count: number, one: string, many: string): string {
  return capital(plain(count, one, many));
}

function plain(count: number, one: string, many: string, none = `none ${many}`): string {
  return count === 0 ? none : `${countText(count)} ${count === 1 ? one : many}`;
}

function comparisons(count: number): string {
  return `${countText(count)} ${count === 1 ? 'comparison' : 'comparisons'}`;
}

function minimumN(tasks: readonly TaskAudit[]): number {
  return minimumOf(tasks[0] ?? {});
}

/** `Gender: accuracy by age, recall of “Male” by race. Age: …`; the longest lists are cut with their number. */
function namedByTask(findings: readonly WordFinding[], most: number): string {
  const named = findings.slice(0, most);
  const tasks = [...new Set(named.map(({ task }) => task))];
  const texts = tasks.map(
    (task) =>
      `${capital(task)}: ${named
        .filter((finding) => finding.task === task)
        .map(findingName)
        .join(', ')}`,
  );
  const rest = findings.length - named.length;
  if (texts.length === 0) return '';
  return `${texts.join('. ')}${rest > 0 ? `, and ${countText(rest)} more` : ''}.`;
}
