import type { Grouping, TaskAudit } from '@evenhand/contracts';
import { findDisparity } from '../groups/find-disparity.js';
import { lowerFirst } from './capital.js';
import { gapSentence } from './gap-sentence.js';
import { groupingTitle } from './grouping-title.js';
import { metricName } from './metric-name.js';
import { type Verdict, verdictOf } from './verdict.js';

/** One finding, ready to be printed, with what it is about for a link to its chart. */
export interface Finding {
  task: string;
  by: readonly string[];
  metric: string;
  label: string | undefined;
  verdict: Verdict;
  title: string;
  sentence: string;
}

export interface Summary {
  /** Gaps that are more than noise, the largest first. */
  real: readonly Finding[];
  /** More than noise too, but in pairs of attributes of which one alone shows nearly all of the gap. */
  explained: readonly Finding[];
  /** Comparisons in which nothing beyond noise was found, in words: `gender: accuracy by age`. */
  noise: readonly Finding[];
  /** Comparisons that lack data. */
  unknown: readonly Finding[];
}

/**
 * What a run found: accuracy and per-class recall, by each attribute and each pair. A gap within a pair is only
 * listed where it is wider than the gaps of both attributes alone, so that one cause is not told three times.
 */
export function summary(tasks: readonly TaskAudit[], limit = 6): Summary {
  const found = tasks.flatMap((task) =>
    task.groupings
      .filter(({ by, slices, degenerate }) => by.length <= 2 && slices.length > 1 && !degenerate)
      .flatMap((grouping) => candidates(task, grouping)),
  );
  const of = (verdict: Verdict): Candidate[] => found.filter((entry) => entry.finding.verdict === verdict);
  const real = of('real').sort((a, b) => b.gap - a.gap);
  const isExplained = (entry: Candidate): boolean => real.some((other) => tells(other, entry));
  return {
    real: real
      .filter((entry) => !isExplained(entry))
      .slice(0, limit)
      .map(({ finding }) => finding),
    explained: real.filter(isExplained).map(({ finding }) => finding),
    noise: of('noise').map(({ finding }) => finding),
    unknown: of('unknown').map(({ finding }) => finding),
  };
}

interface Candidate {
  finding: Finding;
  gap: number;
}

/** Comparisons for which too few groups have enough images have no disparity in the document: they are told too. */
function candidates(task: TaskAudit, grouping: Grouping): Candidate[] {
  const compared: Compared[] = [
    { metric: 'accuracy', label: undefined },
    ...task.labels.map((label) => ({ metric: 'recall', label })),
  ];
  return compared.map((entry) => ({
    finding: toFinding(task, grouping, entry),
    gap: findDisparity(grouping, entry.metric, entry.label)?.gap.value ?? 0,
  }));
}

interface Compared {
  metric: string;
  label: string | undefined;
}

function toFinding(task: TaskAudit, grouping: Grouping, { metric, label }: Compared): Finding {
  const disparity = findDisparity(grouping, metric, label);
  return {
    task: task.task,
    by: grouping.by,
    metric,
    label,
    verdict: verdictOf(disparity, task),
    title: groupingTitle(task, grouping, { metric, label }),
    sentence: gapSentence(disparity, task),
  };
}

/** Whether one finding makes another one superfluous: a single attribute that shows nearly all of a pair's gap. */
function tells(other: Candidate, entry: Candidate): boolean {
  if (other === entry || other.finding.task !== entry.finding.task) return false;
  const same = other.finding.metric === entry.finding.metric && other.finding.label === entry.finding.label;
  const part = other.finding.by.length < entry.finding.by.length;
  return (
    same &&
    part &&
    other.finding.by.every((name) => entry.finding.by.includes(name)) &&
    other.gap >= 0.8 * entry.gap
  );
}

/** `accuracy by race × gender`, for lists of what showed nothing. */
export function findingName({ metric, label, by }: Finding): string {
  return `${lowerFirst(metricName(metric, label))} by ${by.join(' × ')}`;
}
