import type { ReportInput } from './input.js';
import type { Figure, Table } from './report.js';

/** What all sections are written from, and what counts their tables and figures. */
export interface Draft {
  input: ReportInput;
  isFull: boolean;
  /** Numbers are given in the order of these calls, which is the order of reading. */
  table(content: Omit<Table, 'kind' | 'number'>): Table;
  figure(content: Omit<Figure, 'kind' | 'number'>): Figure;
}

export function createDraft(input: ReportInput, { isFull }: { isFull: boolean }): Draft {
  let tables = 0;
  let figures = 0;
  return {
    input,
    isFull,
    table: (content) => {
      tables += 1;
      return { kind: 'table', number: tables, ...content };
    },
    figure: (content) => {
      figures += 1;
      return { kind: 'figure', number: figures, ...content };
    },
  };
}
