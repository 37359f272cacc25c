/** One line of a classification report. */
export type ReportRow =
  | { kind: 'rates'; label: string; numbers: readonly [string, string, string]; support: string }
  | { kind: 'accuracy'; number: string; support: string };

const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)%?$/u;

/** The columns of a line, of text or of a Markdown table. */
function cellsOf(line: string): string[] {
  if (!line.includes('|')) return line.trim().split(/\s+/u);
  const cells = line
    .replace(/^\s*\|/u, '')
    .replace(/\|\s*$/u, '')
    .split('|');
  return cells.map((cell) => cell.replaceAll(/[*`]/gu, '').trim());
}

/** Whether a line is the head of a report: precision, recall, f1-score, support. */
export function isReportHead(line: string): boolean {
  const words = cellsOf(line.toLowerCase()).filter((cell) => cell !== '');
  const [support, f1, recall, precision] = words.toReversed();
  return (
    precision === 'precision' &&
    recall === 'recall' &&
    (f1 === 'f1-score' || f1 === 'f1') &&
    support === 'support'
  );
}

/** A line of a report; null where it is none: a number that is not one, too few or too many of them. */
export function parseReportRow(line: string): ReportRow | null {
  const cells = cellsOf(line);
  if (line.includes('|')) return rowOf(cells[0] ?? '', cells.slice(1));
  let first = cells.length;
  while (first > 0 && NUMBER.test(cells[first - 1] ?? '')) first -= 1;
  // A label may be a number itself, or end with one: `Class 3`.
  const start = Math.max(first, cells.length - 4);
  const isAccuracy = cells[0]?.toLowerCase() === 'accuracy' && first === 1;
  return isAccuracy
    ? rowOf('accuracy', cells.slice(1))
    : rowOf(cells.slice(0, start).join(' '), cells.slice(start));
}

function rowOf(label: string, numbers: readonly string[]): ReportRow | null {
  if (label.toLowerCase() === 'accuracy') {
    const [number, support, ...more] = numbers.filter((cell) => cell !== '');
    if (number === undefined || support === undefined || more.length > 0) return null;
    return NUMBER.test(number) && isCount(support) ? { kind: 'accuracy', number, support } : null;
  }
  const [precision, recall, f1, support, ...more] = numbers;
  if (precision === undefined || recall === undefined || f1 === undefined || support === undefined)
    return null;
  if (label === '' || more.length > 0 || !isCount(support)) return null;
  const rates = [precision, recall, f1] as const;
  return rates.every((number) => NUMBER.test(number))
    ? { kind: 'rates', label, numbers: rates, support }
    : null;
}

function isCount(text: string): boolean {
  return /^\d{1,12}$/u.test(text.replaceAll(',', ''));
}
