import type { Disparity, Grouping, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { minimumOf } from '../groups/evidence.js';
import { findDisparity } from '../groups/find-disparity.js';
import { findSlice, sliceEstimate } from '../groups/find-slice.js';
import { groupName } from '../groups/group-name.js';
import { capital, lowerFirst } from './capital.js';
import { metricName } from './metric-name.js';
import { verdictOf } from './verdict.js';

/**
 * The finding of a grouping in one sentence, for the title of its chart: "Gender: accuracy is lowest for Black,
 * Female, 73 % [70, 76], n = 757", or that the groups do not differ beyond noise.
 */
export function groupingTitle(
  task: TaskAudit,
  grouping: Grouping,
  { metric, label }: { metric: string; label?: string | undefined },
): string {
  const subject = `${capital(task.task)}: ${lowerFirst(metricName(metric, label))}`;
  const by = grouping.by.join(' × ');
  const disparity = findDisparity(grouping, metric, label);
  if (!disparity) return `${subject} by ${by}: ${withoutDisparity(task, grouping, { metric, label })}`;
  if (verdictOf(disparity, task) === 'unknown')
    return `${subject} by ${by}: not enough data to compare groups`;
  if (verdictOf(disparity, task) === 'noise') {
    const single = certainGroups(disparity, task);
    return single === ''
      ? `${subject} does not differ by ${by} beyond noise`
      : `${subject} by ${by}: the widest gap is within noise, but ${single} from the rest`;
  }
  const { direction, unit } = metricFacts(metric);
  const slice = findSlice({ ...task, groupings: [grouping] }, disparity.worst.group);
  const estimate = slice && sliceEstimate(slice, metric, label);
  const style = { unit, digits: columnDigits([estimate], unit) };
  const limits = estimate ? intervalText(estimate, style) : '';
  const end = direction === 'lower' ? 'highest' : 'lowest';
  const n = estimate ? `, n = ${countText(estimate.n)}` : '';
  return `${subject} is ${end} for ${groupName(disparity.worst.group)}, ${numberText(disparity.worst.value, style)}${limits && ` ${limits}`}${n}`;
}

/**
 * Groups that differ from their reference, each held against it alone: `Black and 2 more differ`. The widest gap is held
 * against all gaps of the task, so that it can be within noise where one group is not.
 */
function certainGroups({ contrasts = [] }: Disparity, { plan }: TaskAudit): string {
  const certain = contrasts
    .filter(({ adjustedP }) => adjustedP !== null && adjustedP <= (plan?.alpha ?? 0.05))
    .toSorted((a, b) => (a.adjustedP ?? 1) - (b.adjustedP ?? 1));
  const [first] = certain;
  if (!first) return '';
  return certain.length === 1
    ? `${groupName(first.group)} differs`
    : `${groupName(first.group)} and ${countText(certain.length - 1)} more differ`;
}

/** A metric that has no meaning in this grouping, or too few groups with images. */
function withoutDisparity(
  task: TaskAudit,
  grouping: Grouping,
  { metric, label }: { metric: string; label: string | undefined },
): string {
  const minimum = minimumOf(task);
  const estimates = grouping.slices.map((slice) => ({
    slice,
    estimate: sliceEstimate(slice, metric, label),
  }));
  if (estimates.every(({ estimate }) => estimate?.reason === 'degenerate' || !estimate)) {
    return 'has no meaning inside groups of one true class';
  }
  const ranked = estimates.filter(
    ({ estimate }) => estimate !== undefined && estimate.value !== null && estimate.n >= minimum,
  );
  const [only] = ranked;
  if (ranked.length === 1 && only) return `only ${groupName(only.slice.group)} has enough data`;
  return `no two groups have ${minimum} images, not enough data`;
}
