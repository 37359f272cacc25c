import type { ChangeFinding, Group } from '@evenhand/contracts';
import type { MetricEntry } from '../audit/measure-slice.js';
import { criticalValues } from '../metrics/critical-values.js';
import { holmAdjusted } from '../multiplicity/adjust.js';
import type { PairedCounts } from '../paired/paired-difference.js';
import { type MeasuredChange, metricChange, scoreP, tangoLimits } from './change-measurement.js';
import { type ChangedSlice, type CompareContext, TINY } from './compare-slice.js';

/** One change that is looked at, of a family that is judged together. */
interface Member {
  slice: ChangedSlice;
  entry: MetricEntry;
  change: MeasuredChange & { pairs: PairedCounts };
}

/**
 * The groups whose accuracy, and the classes in groups whose recall, changed for better or worse. A family is one
 * grouping's accuracies, or its recalls; certain findings are those that Tango limits adjusted by Holm over the family
 * exclude from no change. Groups with few images are in no family: they can only be possible findings.
 */
export function changeFindings(
  slices: readonly ChangedSlice[],
  by: readonly string[],
  context: CompareContext & { isDegenerate: boolean },
): ChangeFinding[] {
  // Inside a group of one true class the recall is the accuracy.
  const metrics = context.isDegenerate ? ['accuracy'] : ['accuracy', 'recall'];
  return metrics.flatMap((id) => {
    const members = membersOf(slices, id, context);
    const { minimumN } = context.plan;
    const adjusted = holmLimits(
      members.filter(({ change }) => change.n >= minimumN),
      context.plan.confidence,
    );
    return members.flatMap(
      (member) => findingOf(member, adjusted.get(member) ?? null, { by, context }) ?? [],
    );
  });
}

function membersOf(
  slices: readonly ChangedSlice[],
  id: string,
  { entries }: Pick<CompareContext, 'entries'>,
): Member[] {
  const members: Member[] = [];
  for (const slice of slices) {
    for (const [index, entry] of entries.entries()) {
      const change = slice.changes[index];
      if (entry.metric.id !== id || !change || change.delta === null || !change.pairs) continue;
      if (change.n >= TINY) members.push({ slice, entry, change: { ...change, pairs: change.pairs } });
    }
  }
  return members;
}

/**
 * Tango limits at Holm's step-down levels: the r-th smallest of m p-values at error rate α/(m − r + 1), until one is
 * not rejected; that one's level holds for all that follow. Tango's score at no change is McNemar's chi-square, so a
 * limit excludes 0 just where the adjusted p-value is below α.
 */
function holmLimits(
  members: readonly Member[],
  confidence: number,
): Map<Member, NonNullable<ChangeFinding['adjusted']>> {
  const alpha = 1 - confidence;
  const p = members.map(({ change }) => scoreP(change));
  const adjustedP = holmAdjusted(p);
  const order = members.map((_, i) => i).sort((i, j) => (p[i] ?? 1) - (p[j] ?? 1));
  const limits = new Map<Member, NonNullable<ChangeFinding['adjusted']>>();
  let remaining = members.length;
  for (const index of order) {
    const [member, own] = [members[index], adjustedP[index] ?? 1];
    if (!member) continue;
    const interval = tangoLimits(member.change, criticalValues(1 - alpha / remaining));
    limits.set(member, { ...interval, p: own });
    if (own <= alpha) remaining -= 1;
  }
  return limits;
}

function findingOf(
  { slice, entry, change }: Member,
  adjusted: ChangeFinding['adjusted'],
  { by, context }: { by: readonly string[]; context: CompareContext },
): ChangeFinding | null {
  const { delta } = metricChange(change, context.critical);
  const { low, high } = delta;
  if (low === null || high === null) return null;
  const verdict = high < 0 ? 'worse' : low > 0 ? 'better' : null;
  if (verdict === null) return null;
  const certain = adjusted !== null && (verdict === 'worse' ? adjusted.high < 0 : adjusted.low > 0);
  return {
    verdict,
    certain,
    metric: entry.metric.id,
    ...(entry.label >= 0 && { class: context.labels[entry.label] ?? '' }),
    by: [...by],
    group: { ...slice.joint.group },
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
