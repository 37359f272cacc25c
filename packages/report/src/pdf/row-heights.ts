import type { FontSet } from './fonts.js';
import type { TablePart } from './lay-out-table.js';

/** A head over one column or more. */
export interface HeadCell {
  title: string;
  align: string;
  colspan?: number;
  rowspan?: number;
  /** Points that it is long, where it is turned. */
  turned?: number;
}

/** Points; null for a row of the head whose titles may wrap. */
export interface RowHeights {
  head: (number | null)[];
  row: number;
}

/** Of a line in a table, in font sizes; heads are set smaller. */
const ROW_HEIGHT = 1.56;
const HEAD_HEIGHT = 1.41;
/** Above and below the content of a cell together, in font sizes; `typst/table.typ` has the half of it. */
const INSETS = 0.72;
/** Titles are semibold; and room for rounding. */
const BOLD = 1.08;

/**
 * Heights of the rows of a table in which no cell of the body wraps: Typst lays out rows of known height in half the
 * time of others.
 */
export function rowHeights(
  head: readonly (readonly HeadCell[])[],
  { size, inset, widths }: TablePart,
  { width, isPlain }: FontSet,
): RowHeights {
  const heightOf = ({ title, turned }: HeadCell, room: number): number => {
    if (turned !== undefined) return turned + INSETS * size;
    const isOneLine = isPlain(title) && width(title) * BOLD * size <= room - 2 * inset;
    return isOneLine ? HEAD_HEIGHT * size : Number.POSITIVE_INFINITY;
  };
  const [upper = [], lower = []] = head;
  // Cells of the lower row stand under those of the upper one that span several columns.
  let [column, spanned, below] = [0, 0, 0];
  let [over, both, under] = [0, 0, 0];
  for (const cell of upper) {
    const end = column + (cell.colspan ?? 1);
    const height = heightOf(cell, sum(widths.slice(column, end)));
    if (cell.rowspan === 2) both = Math.max(both, height);
    else {
      over = Math.max(over, height);
      spanned = head.length > 1 ? end - column : 0;
      for (let place = 0; place < spanned; place++, below++) {
        const own = lower[below];
        if (own) under = Math.max(under, heightOf(own, widths[column + place] ?? 0));
      }
    }
    column = end;
  }
  const heights = head.length > 1 ? [Math.max(over, both - under), under] : [over];
  const areKnown = [over, both, under].every(Number.isFinite);
  return { head: heights.map((height) => (areKnown ? height : null)), row: ROW_HEIGHT * size };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
