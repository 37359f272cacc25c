'use client';
import type { KeyboardEvent, ReactNode } from 'react';
import { RowChart } from './on-client';
import type { RowChartProps } from './row-chart';

/** Rows of a table with a drawn column: so high, on a phone and on a wide screen. */
export const rowHeight = '[--row:80px] sm:[--row:44px]';

/** Fills the drawn column of a table, from the cell of its first row downwards; that cell is `relative`. */
export function RowColumn(props: RowChartProps): ReactNode {
  return (
    <div
      onKeyDownCapture={walkRows}
      className="absolute inset-x-3 top-0 z-1"
      style={{ height: `calc(var(--row) * ${props.rows.length})` }}
    >
      <RowChart {...props} />
    </div>
  );
}

/** recharts walks rows with ← downwards and → upwards only: here ↓ and → go down, ↑ and ← go up. */
function walkRows(event: KeyboardEvent): void {
  const { key, target, nativeEvent } = event;
  // What is sent from here comes by here again.
  if (!nativeEvent.isTrusted || !/^Arrow(Up|Down|Left|Right)$/.test(key)) return;
  event.preventDefault();
  event.stopPropagation();
  const told = key === 'ArrowDown' || key === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  target.dispatchEvent(new window.KeyboardEvent('keydown', { key: told, bubbles: true }));
}
