import { minimumOf } from '../groups/evidence.js';
import type { ReportInput } from './input.js';
import type { Figure, Row, Table } from './report.js';
import type { Selection } from './selection.js';

/** What all sections are written from, and what counts their tables and figures. */
export interface Draft {
  input: ReportInput;
  isFull: boolean;
  selections: readonly Selection[];
  /** Numbers are given in the order of these calls, which is the order of reading. */
  table(content: Omit<Table, 'kind' | 'number'>): Table;
  figure(content: Omit<Figure, 'kind' | 'number'>): Figure;
}

export function createDraft(
  input: ReportInput,
  { isFull, selections }: Pick<Draft, 'isFull' | 'selections'>,
): Draft {
  const minimum = minimumOf(input.audit.tasks[0] ?? {});
  /** What rests on too few images is grey, whatever table it stands in. */
  const withQuietCells = (row: Row): Row => ({
    ...row,
    cells: row.cells.map((cell) =>
      cell.n !== undefined && cell.n < minimum && cell.tone === undefined ? { ...cell, tone: 'quiet' } : cell,
    ),
  });
  let tables = 0;
  let figures = 0;
  return {
    input,
    isFull,
    selections,
    table: (content) => {
      tables += 1;
      return { kind: 'table', number: tables, ...content, rows: content.rows.map(withQuietCells) };
    },
    figure: (content) => {
      figures += 1;
      return { kind: 'figure', number: figures, ...content };
    },
  };
}
