import { metricFacts } from '../format/metric-facts.js';
import { isolated } from '../groups/group-name.js';

/** `Recall of “Female”`; the metric alone where it is of no class. */
export function metricName(metric: string, label?: string): string {
  const { name } = metricFacts(metric);
  return label === undefined ? name : `${name} of “${isolated(label)}”`;
}
