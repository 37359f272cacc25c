/**
 * Loader's deviance x·ln(x/m) + m − x for x ≥ 0, m > 0: accurate where x and m are close, where the plain formula
 * would subtract nearly equal numbers. C. Loader (2000), `bd0`.
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (!(Math.abs(difference) < 0.1 * (x + m))) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
