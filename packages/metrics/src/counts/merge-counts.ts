import { checkSameSpec } from './cell-space.js';
import type { CountTable } from './count-table.js';

/** The table of both tables' images together. Neither argument is changed. */
export function mergeCounts(a: CountTable, b: CountTable): CountTable {
  checkSameSpec(a.space.spec, b.space.spec);
  const entries = new Map(a.entries);
  for (const [key, n] of b.entries) entries.set(key, (entries.get(key) ?? 0) + n);
  return { space: a.space, entries };
}
