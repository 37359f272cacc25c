const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people do: numbers by their value (`3-9` before `10-19`), the rest alphabetically. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
