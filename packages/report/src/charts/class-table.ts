import type { Slice, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { reasonText } from '../format/reason-text.js';
import { type Evidence, evidence, minimumOf } from '../groups/evidence.js';

export interface ClassCell {
  metric: string;
  value: number | null;
  low: number | null;
  high: number | null;
  valueText: string;
  intervalText: string;
  evidence: Evidence;
  /** Why there is no number; empty where there is one. */
  reason: string;
}

export interface ClassTable {
  metrics: readonly { id: string; name: string }[];
  rows: readonly {
    label: string;
    support: number;
    supportText: string;
    predictedText: string;
    cells: readonly ClassCell[];
  }[];
}

/** Precision, recall, F1 … of every declared class, one precision per column. */
export function classTable(task: TaskAudit, slice: Slice, metrics: readonly string[]): ClassTable {
  const labels = task.order ?? task.labels;
  const classes = labels.flatMap((label) => slice.classes.filter((entry) => entry.label === label));
  const digits = new Map(
    metrics.map((id) => [
      id,
      columnDigits(
        classes.map((entry) => entry.metrics[id]),
        metricFacts(id).unit,
      ),
    ]),
  );
  return {
    metrics: metrics.map((id) => ({ id, name: metricFacts(id).name })),
    rows: classes.map((entry) => ({
      label: entry.label,
      support: entry.support,
      supportText: countText(entry.support),
      predictedText: countText(entry.predicted),
      cells: metrics.map((id): ClassCell => {
        const estimate = entry.metrics[id];
        const style = { unit: metricFacts(id).unit, digits: digits.get(id) ?? 1 };
        return {
          metric: id,
          value: estimate?.value ?? null,
          low: estimate?.low ?? null,
          high: estimate?.high ?? null,
          valueText: numberText(estimate?.value, style),
          intervalText: estimate ? intervalText(estimate, style) : '',
          evidence: evidence(estimate, { n: slice.n, minimum: minimumOf(task) }),
          reason: estimate?.value == null ? reasonText(estimate?.reason) : '',
        };
      }),
    })),
  };
}
