import type { Estimate, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { MINIMUM_N } from '../groups/evidence.js';
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
  if (!disparity) return `${subject} by ${by}: ${withoutDisparity(grouping, metric, label)}`;
  if (verdictOf(disparity, task) === 'unknown')
    return `${subject} by ${by}: not enough data to compare groups`;
  if (verdictOf(disparity, task) === 'noise') return `${subject} does not differ by ${by} beyond noise`;
  const { direction, unit } = metricFacts(metric);
  const slice = findSlice({ ...task, groupings: [grouping] }, disparity.worst.group);
  const estimate = slice && sliceEstimate(slice, metric, label);
  const style = { unit, digits: columnDigits([estimate], unit) };
  const limits = estimate ? intervalText(estimate, style) : '';
  const end = direction === 'lower' ? 'highest' : 'lowest';
  const n = estimate ? `, n = ${countText(estimate.n)}` : '';
  return `${subject} is ${end} for ${groupName(disparity.worst.group)}, ${numberText(disparity.worst.value, style)}${limits && ` ${limits}`}${n}`;
}

/** A metric that has no meaning in this grouping, or too few groups with images. */
function withoutDisparity(grouping: Grouping, metric: string, label: string | undefined): string {
  const estimates = grouping.slices.map((slice) => ({
    slice,
    estimate: sliceEstimate(slice, metric, label),
  }));
  if (estimates.every(({ estimate }) => estimate?.reason === 'degenerate' || !estimate)) {
    return 'has no meaning inside groups of one true class';
  }
  const ranked = estimates.filter(hasEnough);
  const [only] = ranked;
  if (ranked.length === 1 && only) return `only ${groupName(only.slice.group)} has enough data`;
  return `no two groups have ${MINIMUM_N} images, not enough data`;
}

function hasEnough({ estimate }: { slice: Slice; estimate: Estimate | undefined }): boolean {
  return estimate !== undefined && estimate.value !== null && estimate.n >= MINIMUM_N;
}
