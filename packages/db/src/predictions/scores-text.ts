/**
 * Scores as JSON, each as its nearest float32 in the fewest digits that restore it: 0.8333333, not
 * 0.8333333134651184. Models compute in float32, so this loses nothing that they said.
 */
export function scoresText(scores: readonly number[]): string {
  return `[${scores.map(shortFloat32).join(',')}]`;
}

/** The shortest decimal (as a double) whose nearest float32 is that of `value`. */
export function shortFloat32(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a score must be a finite number, not ${value}`);
  const single = Math.fround(value);
  // Nine digits always suffice; fewer than seven appear by themselves, as trailing zeros.
  for (const digits of [7, 8]) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}
