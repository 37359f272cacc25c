import type { ChangeFinding, Group } from '@evenhand/contracts';
import type { MetricEntry } from '../audit/measure-slice.js';
import { criticalValues } from '../metrics/critical-values.js';
import { quantileWith } from '../metrics/measurement.js';
import { holmAdjusted } from '../multiplicity/adjust.js';
import { mcnemarChiSquare } from '../paired/mcnemar.js';
import type { PairedCounts } from '../paired/paired-difference.js';
import { type MeasuredChange, metricChange, scoreP, tangoLimits } from './change-measurement.js';
import { type ChangedSlice, type CompareContext, TINY } from './compare-slice.js';

/** One change that is looked at, of a family that is judged together. */
export interface ChangeMember {
  group: Group;
  entry: MetricEntry;
  change: MeasuredChange & { pairs: PairedCounts };
}

/** Metrics that changes are looked for in. */
const FINDING_METRICS: readonly string[] = ['accuracy', 'recall'];

export function isFindingMetric({ metric }: MetricEntry): boolean {
  return FINDING_METRICS.includes(metric.id);
}

/** The changes of one grouping that may be findings. */
export interface GroupingMembers {
  by: readonly string[];
  isDegenerate: boolean;
  members: readonly ChangeMember[];
}

/** One grouping's accuracies, or its recalls. */
interface Family {
  by: readonly string[];
  all: readonly ChangeMember[];
  /** Those with enough images to be certain about. */
  judged: readonly ChangeMember[];
  /** The accuracy of all images together: what a comparison is about in the first place. */
  isPrimary: boolean;
}

/**
 * The groups whose accuracy, and the classes in groups whose recall, changed for better or worse. Certain findings are
 * those that Tango limits exclude from no change for all groups of all groupings at once: every grouping's accuracies,
 * and its recalls, get an equal share of the error rate, which Holm's steps spend within it. The accuracy of all images
 * is a question of its own, with an error rate of its own. Groups with few images can only be possible findings.
 */
export function changeFindings(
  groupings: readonly GroupingMembers[],
  context: CompareContext,
): ChangeFinding[] {
  const { minimumN, confidence } = context.plan;
  const families = groupings.flatMap(({ by, isDegenerate, members }) => {
    // Inside a group of one true class the recall is the accuracy.
    const metrics = isDegenerate ? ['accuracy'] : FINDING_METRICS;
    return metrics.map((id): Family => {
      const all = members.filter(({ entry }) => entry.metric.id === id);
      const judged = all.filter(({ change }) => change.n >= minimumN);
      return { by, all, judged, isPrimary: by.length === 0 && id === 'accuracy' };
    });
  });
  const sharing = families.filter(({ judged, isPrimary }) => judged.length > 0 && !isPrimary).length;
  return families.flatMap(({ by, all, judged, isPrimary }) => {
    const levels = holmLevels(judged, { confidence, sharing: isPrimary ? 1 : sharing });
    return all.flatMap((member) => findingOf(member, levels.get(member), { by, context }) ?? []);
  });
}

/** What may be a finding: changes of proportions in groups of more than a few images. */
export function changeMembers(
  slices: readonly ChangedSlice[],
  { entries }: Pick<CompareContext, 'entries'>,
): ChangeMember[] {
  const members: ChangeMember[] = [];
  for (const slice of slices) {
    for (const [index, entry] of entries.entries()) {
      const change = slice.changes[index];
      if (!isFindingMetric(entry) || !change || change.delta === null || !change.pairs) continue;
      if (change.n < TINY) continue;
      members.push({ group: slice.joint.group, entry, change: { ...change, pairs: change.pairs } });
    }
  }
  return members;
}

/** At what confidence a member's limits hold for all that is looked at, and its adjusted p-value. */
interface HolmLevel {
  confidence: number;
  p: number;
}

/**
 * Holm's step-down levels at an equal share of the error rate α: the r-th smallest of m p-values at α/(m − r + 1), until
 * one is not rejected; that one's level holds for all that follow. Tango's score at no change is McNemar's chi-square,
 * so Tango limits at such a level exclude 0 just where the adjusted p-value is below 1 − confidence.
 */
function holmLevels(
  members: readonly ChangeMember[],
  { confidence, sharing }: { confidence: number; sharing: number },
): Map<ChangeMember, HolmLevel> {
  const alpha = (1 - confidence) / sharing;
  const p = members.map(({ change }) => scoreP(change));
  const adjustedP = holmAdjusted(p);
  const order = members.map((_, i) => i).sort((i, j) => (p[i] ?? 1) - (p[j] ?? 1));
  const levels = new Map<ChangeMember, HolmLevel>();
  let remaining = members.length;
  for (const index of order) {
    const [member, own] = [members[index], adjustedP[index] ?? 1];
    if (!member) continue;
    levels.set(member, { confidence: 1 - alpha / remaining, p: Math.min(1, own * sharing) });
    if (own <= alpha) remaining -= 1;
  }
  return levels;
}

/** A score so far below the critical one is not the doing of how limits are found. */
const CLEARLY = 0.999;

function findingOf(
  { group, entry, change }: ChangeMember,
  level: HolmLevel | undefined,
  { by, context }: { by: readonly string[]; context: CompareContext },
): ChangeFinding | null {
  // Most changes are none: their limits need not be found to know that they include 0.
  const critical = quantileWith(change.design, context.critical);
  if (mcnemarChiSquare(change.pairs) < CLEARLY * critical ** 2) return null;
  const { delta } = metricChange(change, context.critical);
  const { low, high } = delta;
  if (low === null || high === null) return null;
  const verdict = high < 0 ? 'worse' : low > 0 ? 'better' : null;
  if (verdict === null) return null;
  const adjusted = level ? { ...tangoLimits(change, criticalValues(level.confidence)), p: level.p } : null;
  const certain = adjusted !== null && (verdict === 'worse' ? adjusted.high < 0 : adjusted.low > 0);
  return {
    verdict,
    certain,
    metric: entry.metric.id,
    ...(entry.label >= 0 && { class: context.labels[entry.label] ?? '' }),
    by: [...by],
    group: { ...group },
    base: change.base,
    candidate: change.candidate,
    delta,
    adjusted,
  };
}

/**
 * Leaves out the recall of a class in a group where the same images are a group of their own, by the task's own label
 * (`attribute`): the recall of Male over all is the accuracy for Male.
 */
export function distinctFindings(
  findings: readonly ChangeFinding[],
  attribute: string | undefined,
): ChangeFinding[] {
  if (attribute === undefined) return [...findings];
  const key = (group: Group, { value, n }: ChangeFinding['delta']): string =>
    JSON.stringify([Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1)), value, n]);
  const ofGroups = new Set(
    findings.filter(({ metric }) => metric === 'accuracy').map(({ group, delta }) => key(group, delta)),
  );
  return findings.filter(
    ({ class: label, group, delta }) =>
      label === undefined || !ofGroups.has(key({ ...group, [attribute]: label }, delta)),
  );
}

/** Worse before better, certain before possible, then by how far the nearer limit is from no change. */
export function sortFindings(findings: readonly ChangeFinding[]): ChangeFinding[] {
  const rank = ({ verdict, certain }: ChangeFinding): number =>
    (verdict === 'worse' ? 0 : 2) + (certain ? 0 : 1);
  const distance = ({ verdict, delta }: ChangeFinding): number =>
    verdict === 'worse' ? -(delta.high ?? 0) : (delta.low ?? 0);
  return [...findings].sort((a, b) => rank(a) - rank(b) || distance(b) - distance(a));
}
