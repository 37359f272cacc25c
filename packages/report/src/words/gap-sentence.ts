import type { Disparity, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts, type Unit } from '../format/metric-facts.js';
import { intervalText, numberText } from '../format/number-text.js';
import { minimumOf } from '../groups/evidence.js';
import { groupName } from '../groups/group-name.js';
import { pText, verdictOf } from './verdict.js';

/**
 * The gap of a disparity with everything that is needed to judge it: "The gap between Black, Female and East Asian,
 * Male is 24 points [20, 29]; noise alone would make 3.1 points (p < 0.001)."
 */
export function gapSentence(disparity: Disparity | undefined, task: Pick<TaskAudit, 'plan'>): string {
  const minimum = minimumOf(task);
  const verdict = verdictOf(disparity, task);
  if (!disparity || verdict === 'unknown') {
    return `Fewer than two groups have ${minimum} images: nothing can be said about differences.`;
  }
  const style = gapStyle(disparity);
  const limits = intervalText(disparity.gap, style);
  const size = `${numberText(disparity.gap.value, style)}${limits && ` ${limits}`}`;
  const fair =
    disparity.expectedGapIfFair === null
      ? ''
      : `; noise alone would make ${numberText(disparity.expectedGapIfFair, style)}`;
  const p = disparity.q ?? disparity.p;
  const test = p === null ? '' : ` (${pText(p)}${disparity.q == null ? '' : ', adjusted'})`;
  return `The gap between ${groupName(disparity.worst.group)} and ${groupName(disparity.best.group)} is ${size}${fair}${test}.`;
}

/** Gaps of rates are points; of other metrics, their own unit. */
export function gapStyle(disparity: Disparity): { unit: Unit; digits: number } {
  const { unit } = metricFacts(disparity.metric);
  return { unit: unit === 'percent' ? 'points' : unit, digits: columnDigits([disparity.gap], unit) };
}
