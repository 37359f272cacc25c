'use client';
import type { ReactNode } from 'react';
import { RowChart } from './on-client';
import type { RowChartProps } from './row-chart';

/** Rows of a table with a drawn column: so high, on a phone and on a wide screen. */
export const rowHeight = '[--row:72px] sm:[--row:40px]';

/** Fills the drawn column of a table, from the cell of its first row downwards; that cell is `relative`. */
export function RowColumn(props: RowChartProps): ReactNode {
  return (
    <div
      className="absolute inset-x-3 top-0 z-1"
      style={{ height: `calc(var(--row) * ${props.rows.length})` }}
    >
      <RowChart {...props} />
    </div>
  );
}
