import { shadeColours } from '../draw/palette.js';
import type { Cell, Column, Row, Table } from '../model/report.js';
import type { FontSet } from './fonts.js';
import { layOutTable, type TablePart, turnedLength } from './lay-out-table.js';
import { breakable, breakableProse } from './printable-text.js';
import { type HeadCell, rowHeights } from './row-heights.js';

/** Letters of a word in a turned head, on one line. */
const LONGEST_TURNED = 18;
/** Rows of a table that is moved to the next page rather than cut. */
const LONGEST_WHOLE = 26;
/** Limits stay in one piece. */
const NO_BREAK = '\u00a0';

/** Lets the words of a text break that are wider than its column. */
type Fit = (text: string) => string;

/** A table in the shape that `typst/table.typ` lays out: one part, or several where it is too wide for the page. */
export function tableParts(
  table: Table,
  { available, fonts }: { available: number; fonts: FontSet },
): unknown[] {
  const parts = layOutTable(table, { available, width: fonts.width });
  return parts.map((part, index) => {
    const fit = part.columns.map((_, place): Fit => {
      const room = ((part.widths[place] ?? 0) - 2 * part.inset) / part.size;
      return (text) => breakable(text, (word) => fonts.width(word) <= room);
    });
    const cells = (row: Row): unknown[] =>
      part.columns.map((column, place) => {
        const cell = row.cells[column] ?? { text: '' };
        const text = part.isOneLine || cell.isCode ? cell.text : (fit[place]?.(cell.text) ?? cell.text);
        return typstCell({ ...cell, text }, row.tone === 'total');
      });
    const head = headRows(table.columns, part, { width: fonts.width, fit });
    return {
      title: breakableProse(
        index === 0
          ? `Table ${table.number}. ${table.title}`
          : `Table ${table.number}, continued (${index + 1} of ${parts.length})`,
      ),
      caption: index === 0 ? breakableProse(table.caption) : '',
      size: part.size,
      inset: part.inset,
      ...(part.isOneLine && isPlain(table, fonts) && { heights: rowHeights(head, part, fonts) }),
      widths: part.widths,
      aligns: part.columns.map((column) => table.columns[column]?.align ?? 'left'),
      head,
      isWhole: table.rows.length <= LONGEST_WHOLE,
      rows: table.rows.map(cells),
    };
  });
}

/** One row of titles, or two where neighbouring columns share a head. */
function headRows(
  columns: readonly Column[],
  part: TablePart,
  { width, fit }: { width: FontSet['width']; fit: readonly Fit[] },
): HeadCell[][] {
  const shown = part.columns.flatMap((index) => columns[index] ?? []);
  const titles = shown.map(
    ({ title, align, isTurned }, place): HeadCell => ({
      title: isTurned
        ? breakable(title, (word) => word.length <= LONGEST_TURNED)
        : (fit[place]?.(title) ?? title),
      align,
      ...(isTurned && { turned: turnedLength(title, width) }),
    }),
  );
  if (shown.every(({ group }) => group === undefined)) return [titles];
  const upper: HeadCell[] = [];
  const lower: HeadCell[] = [];
  for (const [index, { group }] of shown.entries()) {
    const own = titles[index];
    if (!own) continue;
    const previous = upper.at(-1);
    if (group === undefined) upper.push({ ...own, rowspan: 2 });
    else if (index > 0 && shown[index - 1]?.group === group && previous) {
      previous.colspan = (previous.colspan ?? 1) + 1;
      lower.push(own);
    } else {
      upper.push({ title: group, align: 'center' });
      lower.push(own);
    }
  }
  return [upper, lower];
}

/** Most cells are a string; the others say in single letters what else they are. */
function typstCell(cell: Cell, isTotal: boolean): unknown {
  const colours = cell.shade && cell.shade.step !== 0 ? shadeColours(cell.shade) : undefined;
  const marks = {
    ...(cell.aside !== undefined && { l: cell.aside.replaceAll(' ', NO_BREAK) }),
    ...(cell.tone === 'quiet' && { q: 1 }),
    ...((cell.tone === 'strong' || isTotal) && { b: 1 }),
    ...(cell.tone === 'alarm' && { a: 1 }),
    ...(cell.isCode && { m: 1 }),
    ...(colours && { f: colours.fill, i: colours.ink }),
    ...(cell.isHatched && { h: 1 }),
  };
  return Object.keys(marks).length === 0 ? cell.text : { t: cell.text, ...marks };
}

/** Shaped scripts are not as wide as their characters: their tables find their own heights. */
function isPlain({ rows }: Table, fonts: FontSet): boolean {
  return rows.every(({ cells }) => cells.every(({ text }) => fonts.isPlain(text)));
}
