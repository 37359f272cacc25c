/**
 * The label that was probably meant: the nearest by edit distance (Levenshtein, ignoring case), where a third of
 * the longer spelling or less would have to change. Null where nothing is near.
 */
export function nearestLabel(text: string, labels: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const label of labels) {
    const distance = editDistance(text.toLowerCase(), label.toLowerCase());
    if (distance < bestDistance && distance <= Math.max(text.length, label.length) / 3) {
      best = label;
      bestDistance = distance;
    }
  }
  return best;
}

/** Cells can hold anything, a pasted page included: beyond this length nothing is a misspelt label. */
const LONGEST = 100;

function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
