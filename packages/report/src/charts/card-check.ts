import type { ModelCard, TaskAudit } from '@evenhand/contracts';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { sliceEstimate } from '../groups/find-slice.js';
import { metricName } from '../words/metric-name.js';

export interface CardCheckRow {
  key: string;
  task: string;
  name: string;
  reportedText: string;
  measuredText: string;
  measuredLimits: string;
  nText: string;
  /** Whether the card's number lies inside the limits, give or take its rounding. */
  verdict: 'agrees' | 'differs' | 'not measured';
}

/** The numbers that a model card states about itself beside the measured ones. */
export function cardCheck(card: ModelCard, tasks: readonly TaskAudit[]): CardCheckRow[] {
  return (card.reported?.metrics ?? []).map((entry) => {
    const task = tasks.find((audit) => audit.task === entry.task);
    const estimate = task && sliceEstimate(task.overall, entry.metric, entry.class);
    const { unit } = metricFacts(entry.metric);
    // A card's 0.96 is 96 %: two digits fewer after the point.
    const style: NumberStyle = {
      unit,
      digits: unit === 'percent' ? Math.max(0, entry.decimals - 2) : entry.decimals,
    };
    const rounding = 0.5 * 10 ** -entry.decimals;
    const known = estimate?.low != null && estimate.high !== null;
    const inside =
      known &&
      entry.value >= (estimate.low ?? 0) - rounding &&
      entry.value <= (estimate.high ?? 0) + rounding;
    return {
      key: `${entry.task} ${entry.metric} ${entry.class ?? ''}`,
      task: entry.task,
      name: metricName(entry.metric, entry.class),
      reportedText: numberText(entry.value, style),
      measuredText: numberText(estimate?.value, style),
      measuredLimits: estimate ? intervalText(estimate, style) : '',
      nText: estimate ? countText(estimate.n) : '',
      verdict: known ? (inside ? 'agrees' : 'differs') : 'not measured',
    };
  });
}
