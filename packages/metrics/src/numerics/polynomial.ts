/** Horner's rule, highest power first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  // A plain loop: quantiles in simulations spend most of their time here.
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + (coefficients[i] as number);
  return sum;
}
