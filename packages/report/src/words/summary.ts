import type { Disparity, Grouping, TaskAudit } from '@evenhand/contracts';
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
      .filter(({ by, degenerate }) => by.length <= 2 && !degenerate)
      .flatMap((grouping) => candidates(task, grouping)),
  );
  const of = (verdict: Verdict): Candidate[] => found.filter((entry) => entry.finding.verdict === verdict);
  const real = of('real').sort((a, b) => b.gap - a.gap);
  return {
    real: real
      .filter((entry) => !real.some((other) => tells(other, entry)))
      .slice(0, limit)
      .map(({ finding }) => finding),
    noise: of('noise').map(({ finding }) => finding),
    unknown: of('unknown').map(({ finding }) => finding),
  };
}

interface Candidate {
  finding: Finding;
  gap: number;
}

function candidates(task: TaskAudit, grouping: Grouping): Candidate[] {
  return grouping.disparities
    .filter(({ metric }) => metric === 'accuracy' || metric === 'recall')
    .map((disparity) => ({ finding: toFinding(task, grouping, disparity), gap: disparity.gap.value ?? 0 }));
}

function toFinding(task: TaskAudit, grouping: Grouping, disparity: Disparity): Finding {
  const { metric, class: label } = disparity;
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
