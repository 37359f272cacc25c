import type { Estimate } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import type { Unit } from '../format/metric-facts.js';
import { countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { reasonText } from '../format/reason-text.js';
import { MINIMUM_N } from '../groups/evidence.js';
import type { Cell } from './report.js';

export function textCell(text: string): Cell {
  return { text };
}

export function countCell(count: number, source: string): Cell {
  return { text: countText(count), value: count, source };
}

/** A place where no number can be. */
export const emptyCell: Cell = { text: '' };

/** A value with its limits, in the column's style; too few images make it quiet. */
export function estimateCell(estimate: Estimate | undefined, style: NumberStyle, source: string): Cell {
  if (!estimate) return emptyCell;
  const { value, low, high, n } = estimate;
  if (value === null) return { text: 'n/a', value, source, tone: 'quiet' };
  const limits = intervalText(estimate, style);
  return {
    text: numberText(value, style),
    ...(limits && { aside: limits }),
    value,
    low,
    high,
    source,
    ...(n < MINIMUM_N && { tone: 'quiet' as const }),
  };
}

/** A number without limits. */
export function numberCell(value: number | null | undefined, style: NumberStyle, source: string): Cell {
  if (value === undefined) return emptyCell;
  if (value === null) return { text: 'n/a', value, source, tone: 'quiet' };
  return { text: numberText(value, style), value, source };
}

export interface SourcedEstimate {
  estimate: Estimate | undefined;
  source: string;
}

/** A column of one metric: one precision for all of it. */
export function estimateCells(
  entries: readonly SourcedEstimate[],
  unit: Unit,
  { signed = false, digits }: { signed?: boolean; digits?: number } = {},
): Cell[] {
  const style = {
    unit,
    signed,
    digits:
      digits ??
      columnDigits(
        entries.map(({ estimate }) => estimate),
        unit,
      ),
  };
  return entries.map(({ estimate, source }) => estimateCell(estimate, style, source));
}

/** Differences of shares are points; of other metrics, their own unit. */
export function differenceUnit(unit: Unit): Unit {
  return unit === 'percent' ? 'points' : unit;
}

/** The distinct reasons for missing numbers, for a table's caption; empty where none is missing. */
export function missingText(estimates: readonly (Estimate | undefined)[]): string {
  const reasons = estimates.flatMap((estimate) =>
    estimate?.value === null ? [reasonText(estimate.reason)] : [],
  );
  return reasons.length === 0 ? '' : ` n/a: ${[...new Set(reasons)].join('; ')}.`;
}
