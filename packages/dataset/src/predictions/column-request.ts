import { UserError } from '@evenhand/contracts';
import { nearestLabel } from '../labels/nearest-label.js';
import { quoteList } from '../quote-list.js';

/** What the user said about the columns of a file of predictions; what is not said is guessed. */
export interface ColumnRequest {
  sample?: string | undefined;
  /** Task → column of its true label, its predicted label, and the probability of the predicted one. */
  truth: ReadonlyMap<string, string>;
  predicted: ReadonlyMap<string, string>;
  confidence: ReadonlyMap<string, string>;
  /** `TASK:LABEL=COLUMN`, or `TASK=prob_*` where the star stands for the label. */
  scores: readonly string[];
  /** Name of the group attribute → column. */
  groups: ReadonlyMap<string, string>;
}

/** The columns of one task; null and empty where there are none. */
export interface TaskColumns {
  name: string;
  truth: string | null;
  predicted: string | null;
  confidence: string | null;
  /** Probability of each label. One column alone is the label's of two; '' as label: the positive one. */
  scores: { label: string; column: string }[];
}

/** Throws a UserError `missing_column`, with the nearest name, unless the table has the column. */
export function requireColumn(column: string, columns: readonly string[], option: string): string {
  if (columns.includes(column)) return column;
  const nearest = nearestLabel(column, columns);
  throw new UserError({
    code: 'missing_column',
    message: `${option}: there is no column "${column}".`,
    hint: `${nearest === null ? '' : `Did you mean "${nearest}"? `}The columns are ${quoteList(columns, 40)}.`,
  });
}

/**
 * The columns that `--score` options name, by task.
 *
 * @throws UserError `bad_option`, `missing_column`
 */
export function requestedScores(
  texts: readonly string[],
  columns: readonly string[],
): Map<string, TaskColumns['scores']> {
  const found = new Map<string, TaskColumns['scores']>();
  for (const text of texts) {
    const match = /^([A-Za-z][\w-]*)(?::(.+?))?=(.+)$/s.exec(text);
    const [, task = '', label, column = ''] = match ?? [];
    if (match === null || (label === undefined && column.split('*').length !== 2)) {
      throw new UserError({
        code: 'bad_option',
        message: `--score ${text} does not say which label a column is for.`,
        hint: 'Write --score TASK:LABEL=COLUMN for each label, or --score "TASK=prob_*" where * stands for the label.',
      });
    }
    const scores = found.get(task) ?? [];
    found.set(task, scores);
    if (label !== undefined) {
      scores.push({ label, column: requireColumn(column, columns, `--score ${text}`) });
    } else {
      scores.push(...matchPattern(column, columns, text));
    }
  }
  return found;
}

function matchPattern(pattern: string, columns: readonly string[], text: string): TaskColumns['scores'] {
  const [before = '', after = ''] = pattern.split('*');
  const scores = columns
    .filter(
      (column) =>
        column.length > before.length + after.length && column.startsWith(before) && column.endsWith(after),
    )
    .map((column) => ({ label: column.slice(before.length, column.length - after.length), column }));
  if (scores.length > 0) return scores;
  throw new UserError({
    code: 'missing_column',
    message: `--score ${text}: no column is called ${pattern}.`,
    hint: `The columns are ${quoteList(columns, 40)}.`,
  });
}
