import { stripVTControlCharacters } from 'node:util';

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** Where the table does not fit, columns with a rank are left out, the highest first. */
  rank?: number;
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

/** Columns that the text takes on a terminal: CJK and emoji count double, colour codes nothing. */
function width(text: string): number {
  let columns = 0;
  for (const { segment } of segments.segment(stripVTControlCharacters(text)))
    columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/**
 * A plain text table: titles, a rule, rows; columns separated by two blanks; no trailing blanks.
 *
 * @param room columns of the terminal, where it has an edge; what is left out for it is named below the table
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  room = Number.POSITIVE_INFINITY,
): string {
  const widths = columns.map((column, index) =>
    Math.max(width(column.title), ...rows.map((row) => width(row[index] ?? ''))),
  );
  const shown = fitting(columns, widths, room);
  const line = (cells: readonly string[]): string =>
    shown
      .map((index) => {
        const cell = cells[index] ?? '';
        const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(cell)));
        return columns[index]?.align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  const rule = shown
    .map((index) => '─'.repeat(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
  const leftOut = columns.filter((_, index) => !shown.includes(index)).map(({ title }) => title);
  return [
    line(columns.map((column) => column.title)),
    rule,
    ...rows.map(line),
    ...(leftOut.length > 0 ? [`(no room for ${leftOut.join(', ')})`] : []),
  ].join('\n');
}

/** Positions of the columns that are shown. */
function fitting(columns: readonly Column[], widths: readonly number[], room: number): number[] {
  let shown = [...columns.keys()];
  const rank = (index: number): number => columns[index]?.rank ?? 0;
  while (shown.reduce((sum, index) => sum + (widths[index] ?? 0) + 2, -2) > room) {
    const highest = Math.max(...shown.map(rank));
    if (highest === 0) break;
    shown = shown.filter((index) => rank(index) !== highest);
  }
  return shown;
}
