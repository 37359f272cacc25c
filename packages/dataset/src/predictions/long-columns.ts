/**
 * The columns of a table with one row for each sample and task, as `evenhand predictions` writes it. `scores` and
 * `labels` hold JSON objects; failed samples have `error_code` and `error_message`, or `error` as an object.
 */
export const longColumns = [
  'sample',
  'task',
  'true',
  'predicted',
  'confidence',
  'scores',
  'labels',
  'error',
  'error_code',
  'error_message',
] as const;

/** Whether a table is one that `evenhand predictions` wrote. */
export function isLong(columns: readonly string[]): boolean {
  return ['sample', 'task', 'predicted'].every((name) => columns.includes(name));
}
