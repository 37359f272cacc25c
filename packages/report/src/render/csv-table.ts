/** Numbers are written in full precision, nulls as nothing. */
export type CsvCell = string | number | null;

/** A table as CSV (RFC 4180). */
export function csvTable(head: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [csvLine(head)];
  for (const row of rows) lines.push(csvLine(row));
  return `${lines.join('\r\n')}\r\n`;
}

function csvLine(cells: readonly CsvCell[]): string {
  return cells.map((cell) => (typeof cell === 'string' ? quotedCell(inert(cell)) : (cell ?? ''))).join(',');
}

/**
 * Spreadsheets run a text that begins like a formula, and a label or a tag may come from anyone: an apostrophe makes it
 * a text again. Numbers written as text (`-5`, `+1.5`) do no harm.
 */
function inert(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text);
  return isFormula ? `'${text}` : text;
}

/** A text as a cell (RFC 4180): quotes where needed, doubled inside. */
export function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
