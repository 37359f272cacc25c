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
  for (let digits = 7; digits < 9; digits += 1) {
    const short = toDigits(single, digits);
    if (Math.fround(short) === single) return short;
  }
  return toDigits(single, 9);
}

/** A float32 has 24 bits and 5¹² has 28, so that up to 10¹² times it a double holds without rounding. */
const POWERS = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent);
const LOWER = [0.1, 0.01, 0.001, 0.0001, 0.00001];

/** `Number(single.toPrecision(digits))`, and ten times faster for probabilities that are not tiny. */
function toDigits(single: number, digits: number): number {
  const zeros = single < 1 ? LOWER.findIndex((lower) => single >= lower) : -1;
  const power = zeros < 0 ? undefined : POWERS[digits + zeros];
  // Both steps round once: to a whole number, halves up, and to the double nearest to the decimal.
  return power === undefined ? Number(single.toPrecision(digits)) : Math.round(single * power) / power;
}
