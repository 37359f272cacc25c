import type { Estimate, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { MINIMUM_N } from '../groups/evidence.js';
import { sliceEstimate } from '../groups/find-slice.js';
import { groupName } from '../groups/group-name.js';
import { metricName } from './metric-name.js';

/**
 * The finding of a grouping in one sentence, for the title of its chart:
 * "Gender: accuracy is lowest for Black, Female, 73 % [70, 76], n = 757".
 */
export function groupingTitle(
  task: TaskAudit,
  grouping: Grouping,
  { metric, label }: { metric: string; label?: string | undefined },
): string {
  const subject = `${capital(task.task)}: ${lowerFirst(metricName(metric, label))}`;
  const { direction } = metricFacts(metric);
  const ranked = grouping.slices
    .flatMap((slice) => rankable(slice, sliceEstimate(slice, metric, label)))
    .sort((a, b) => (direction === 'lower' ? b.value - a.value : a.value - b.value));
  const [worst] = ranked;
  const by = grouping.by.join(' × ');
  if (!worst) return `${subject} by ${by}: no group has ${MINIMUM_N} images, not enough data`;
  if (ranked.length === 1) return `${subject} by ${by}: only ${groupName(worst.slice.group)} has enough data`;
  const { unit } = metricFacts(metric);
  const style = { unit, digits: columnDigits([worst.estimate], unit) };
  const limits = intervalText(worst.estimate, style);
  const end = direction === 'lower' ? 'highest' : 'lowest';
  return `${subject} is ${end} for ${groupName(worst.slice.group)}, ${numberText(worst.value, style)}${limits && ` ${limits}`}, n = ${countText(worst.estimate.n)}`;
}

function rankable(
  slice: Slice,
  estimate: Estimate | undefined,
): { slice: Slice; estimate: Estimate; value: number }[] {
  if (!estimate || estimate.value === null || estimate.n < MINIMUM_N) return [];
  return [{ slice, estimate, value: estimate.value }];
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Abbreviations such as F1 and AUROC keep their capitals. */
function lowerFirst(text: string): string {
  return /^[A-Z][A-Z0-9]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
