import type { RunWarning } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import type { SpellingUse } from './label-columns.js';

/**
 * What R, pandas, SQL and spreadsheets write where there is nothing. Not "none", which is a label of many tasks
 * (glasses: none).
 */
const WRITTEN = ['na', 'n/a', '#n/a', '#na', '<na>', 'nan', '-nan', 'null'];

/** Whether a cell that is no declared label stands for no value. */
export function isMissing(text: string): boolean {
  return WRITTEN.includes(text.toLowerCase());
}

/** Says of a column which spellings were read as no label; nothing where there are none. */
export function missingWarnings(column: string, uses: readonly SpellingUse[]): RunWarning[] {
  if (uses.length === 0) return [];
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  const cells = count === 1 ? '1 cell says' : `${count.toLocaleString('en-US')} cells say`;
  return [
    {
      code: 'missing_values',
      message: `${column}: ${cells} ${quoteList(uses.map(({ text }) => text))} and ${count === 1 ? 'was' : 'were'} read as no label. Where that is a label, declare it in a manifest (--manifest).`,
      count,
    },
  ];
}
