import type { Estimate } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import type { Unit } from '../format/metric-facts.js';
import { bareNumber, countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { reasonText } from '../format/reason-text.js';
import type { Cell } from './report.js';

export function textCell(text: string): Cell {
  return { text };
}

export function countCell(count: number, source: string): Cell {
  return { text: countText(count), value: count, source };
}

/** A place where no number can be. */
export const emptyCell: Cell = { text: '' };

/** In columns whose head names the unit, the cells do not. */
export interface CellStyle extends NumberStyle {
  isBare?: boolean;
}

/** A value with its limits, in the column's style. */
export function estimateCell(estimate: Estimate | undefined, style: CellStyle, source: string): Cell {
  if (!estimate) return emptyCell;
  const { value, low, high, n } = estimate;
  if (value === null) return { text: 'n/a', value, source, tone: 'quiet' };
  const limits = intervalText(estimate, style);
  return {
    text: (style.isBare ? bareNumber : numberText)(value, style),
    ...(limits && { aside: limits }),
    value,
    low,
    high,
    source,
    n,
  };
}

/** A number without limits. */
export function numberCell(value: number | null | undefined, style: CellStyle, source: string): Cell {
  if (value === undefined) return emptyCell;
  if (value === null) return { text: 'n/a', value, source, tone: 'quiet' };
  return { text: (style.isBare ? bareNumber : numberText)(value, style), value, source };
}

export interface SourcedEstimate {
  estimate: Estimate | undefined;
  source: string;
}

/** A column of one metric: one precision for all of it. */
export function estimateCells(
  entries: readonly SourcedEstimate[],
  unit: Unit,
  { signed = false, isBare = false, digits }: Partial<Omit<CellStyle, 'unit'>> = {},
): Cell[] {
  const style = {
    unit,
    signed,
    isBare,
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

/** A probability of chance, without the `p =` that the column's head says. */
export function pCell(p: number | null | undefined, source: string): Cell {
  if (p === undefined) return emptyCell;
  if (p === null) return { text: 'n/a', value: p, source, tone: 'quiet' };
  return { text: p < 0.001 ? '< 0.001' : p.toFixed(3), value: p, source };
}
