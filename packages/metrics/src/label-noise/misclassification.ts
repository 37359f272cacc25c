/** Pivots below this are 0: the labels do not tell the classes apart. */
const SINGULAR = 1e-12;

/**
 * The true mix of classes behind an observed one, given P(observed j | true i) in row i: the solution of Tᵀ·x =
 * observed. Shares may leave [0, 1] where the two disagree. Null where T is singular.
 */
export function invertMisclassification(
  rates: readonly (readonly number[])[],
  observed: readonly number[],
): number[] | null {
  const size = rates.length;
  // Gauss–Jordan elimination with row exchange on [Tᵀ | observed].
  const rows = Array.from({ length: size }, (_, j) => [...rates.map((row) => row[j] ?? 0), observed[j] ?? 0]);
  for (let column = 0; column < size; column++) {
    let pivotRow = column;
    for (let r = column + 1; r < size; r++) {
      if (Math.abs(rows[r]?.[column] ?? 0) > Math.abs(rows[pivotRow]?.[column] ?? 0)) pivotRow = r;
    }
    const pivot = rows[pivotRow] ?? [];
    rows[pivotRow] = rows[column] ?? [];
    rows[column] = pivot;
    const head = pivot[column] ?? 0;
    if (Math.abs(head) < SINGULAR) return null;
    for (const [r, row] of rows.entries()) {
      const factor = (row[column] ?? 0) / head;
      if (r === column || factor === 0) continue;
      for (let c = column; c <= size; c++) row[c] = (row[c] ?? 0) - factor * (pivot[c] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
