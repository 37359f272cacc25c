import type {
  AuditRun,
  ChangeFinding,
  ComparisonDocument,
  Estimate,
  GroupChange,
  GroupingComparison,
  RunDifference,
  SliceComparison,
  TaskComparison,
} from '@evenhand/contracts';
import { count, groupName, percent } from './format.js';

/** Longest piece of a digest that is worth reading. */
const DIGEST_DIGITS = 12;

/** `−3.2`, `+0.4`, `0.0`: points of a hundred, with a sign unless rounded to zero. */
function signedPoints(value: number): string {
  const text = Math.abs(value * 100).toFixed(1);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

/** `−5.1`: as a limit. */
function limit(value: number): string {
  return signedPoints(value).replace('+', '');
}

/** `−3.2 points [−5.1, −1.2]`; a dash where there is no value. */
export function pointsText({ value, low, high }: Estimate): string {
  if (value === null) return '–';
  const limits = low === null || high === null ? '' : ` [${limit(low)}, ${limit(high)}]`;
  return `${signedPoints(value)} points${limits}`;
}

/** `p < 0.001`, `p = 0.034`. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

export function modelName({ model }: AuditRun): string {
  return `${model.name}@${model.version}`;
}

/** `wear: certainly worse for Dusk × Phone: −3.2 points [−5.1, −1.2], n = 136`. */
export function findingText(task: string, finding: ChangeFinding): string {
  const { verdict, certain, metric, class: label, by, group, delta } = finding;
  const subject = label === undefined ? '' : `${metric} of “${label}” `;
  const whom = by.length === 0 ? 'overall' : `for ${groupName(group)}`;
  const size = `n = ${count(delta.n)}`;
  return `${task}: ${subject}${certain ? 'certainly' : 'possibly'} ${verdict} ${whom}: ${pointsText(delta)}, ${size}`;
}

/** `91.2 % → 95.0 %: +3.8 points [2.4, 5.3], p < 0.001`; empty where the metric is not there. */
export function changeText(slice: SliceComparison, metric: string): string {
  const change = slice.metrics[metric];
  if (!change || change.delta.value === null) return '';
  const p = change.p === null ? '' : `, ${pText(change.p)}`;
  return `${percent(change.base)} → ${percent(change.candidate)}: ${pointsText(change.delta)}${p}`;
}

/** What the change did to the accuracy gap of a grouping, and whether it was the same for all groups, at level `alpha`. */
export function gapSentences(grouping: GroupingComparison, alpha: number): string[] {
  const change = accuracyChange(grouping);
  if (!change) return [];
  const { base, candidate, gapChange } = change;
  const lowest = `${groupName(base.worst.group)} ${percent(base.worst.value)} → ${groupName(candidate.worst.group)} ${percent(candidate.worst.value)}`;
  const points = (estimate: Estimate): string => `${((estimate.value ?? 0) * 100).toFixed(1)}`;
  return [
    `accuracy gap ${points(base.gap)} → ${points(candidate.gap)} points, change ${pointsText(gapChange)}; lowest ${lowest}`,
    heterogeneityText(change, alpha),
  ];
}

function accuracyChange({ changes }: GroupingComparison): GroupChange | undefined {
  return changes.find(({ metric, class: label }) => metric === 'accuracy' && label === undefined);
}

function heterogeneityText({ heterogeneity, groups }: GroupChange, alpha: number): string {
  const { statistic, df, p, tau } = heterogeneity;
  if (p === null) return 'too few groups to ask whether the change was the same for all';
  const test = `Q = ${statistic.toFixed(1)}, df ${df}, ${pText(p)}`;
  const spread = tau.value === null ? '' : `, spread ${(tau.value * 100).toFixed(1)} points`;
  return p < alpha
    ? `the change differs between the ${groups} groups (${test}${spread})`
    : `no sign that the change differs between the ${groups} groups (${test})`;
}

/** `95 %`: of all limits of a comparison. */
export function confidenceText({ plan }: ComparisonDocument): string {
  return `${Math.round(plan.confidence * 1000) / 10} %`;
}

/** `1,200 images, the same in every run`. */
export function imagesText({ images }: ComparisonDocument): string {
  return `${count(images.shared)} images, ${images.same ? 'the same in every run' : 'those that every run has predicted'}`;
}

/** `device: cpu → webgpu`; digests cut short. */
export function differenceText({ field, base, candidate }: RunDifference): string {
  const cut = (value: string | null): string =>
    value === null ? 'none' : /^[0-9a-f]{40,}$/.test(value) ? value.slice(0, DIGEST_DIGITS) : value;
  return `${field}: ${cut(base)} → ${cut(candidate)}`;
}

export function taskTitle({ task, labels, overall, excluded, disputed }: TaskComparison): string {
  const leftOut = excluded + disputed > 0 ? `, ${count(excluded + disputed)} left out` : '';
  return `${task} · ${labels.length} classes · ${count(overall.n)} images${leftOut}`;
}

/** A group in the table of a comparison: name, images, accuracy then and now, its change, flips, remark. */
export function groupCells(slice: SliceComparison): string[] {
  const { flips, metrics } = slice;
  const accuracy = metrics['accuracy'];
  return [
    groupName(slice.group),
    count(slice.n),
    percent(accuracy?.base ?? null),
    percent(accuracy?.candidate ?? null),
    accuracy ? pointsText(accuracy.delta) : '–',
    count(flips.bothRight),
    count(flips.fixed),
    count(flips.broken),
    count(flips.bothWrong),
    sizeRemark(slice),
  ];
}

/** Why a row is grey. */
function sizeRemark({ size }: SliceComparison): string {
  switch (size) {
    case 'none':
      return 'no images';
    case 'tiny':
      return 'under 10 images';
    case 'few':
      return 'few images';
    case 'enough':
      return '';
  }
}
