/**
 * The columns of a table with one row for each sample and task, as `evenhand predictions` writes it: probabilities are
 * one JSON cell, since tasks have different labels; failed samples have `error_code` and `error_message`.
 */
export const predictionColumns = [
  'sample',
  'task',
  'true',
  'predicted',
  'confidence',
  'scores',
  'error_code',
  'error_message',
] as const;

/** What such a table may have too: a JSON object of the sample's `labels`, and in JSON Lines `error` as an object. */
export const longColumns = [...predictionColumns, 'labels', 'error'] as const;

/** Whether a table is one that `evenhand predictions` wrote. */
export function isLong(columns: readonly string[]): boolean {
  return ['sample', 'task', 'predicted'].every((name) => columns.includes(name));
}

/** Whether a table is one of counts that `evenhand export` wrote: a row of it is no sample. */
export function isCounts(columns: readonly string[]): boolean {
  return ['task', 'true', 'predicted', 'images'].every((name) => columns.includes(name));
}
