interface Rule {
  nodes: readonly number[];
  weights: readonly number[];
}

/** Gauss–Legendre rule on [−1, 1]: the roots of the Legendre polynomial by Newton's method. */
function gaussLegendre(order: number): Rule {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i <= order; i++) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (order + 0.5));
    let slope = 0;
    for (let step = 0; step < 20; step++) {
      let [previous, current] = [1, x];
      for (let k = 2; k <= order; k++) {
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      }
      slope = (order * (previous - x * current)) / (1 - x * x);
      const change = current / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

const RULE = gaussLegendre(16);

/** ∫ f over [low, high] by 16-point Gauss–Legendre on `panels` equal pieces: exact to a double for smooth f. */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  options: { panels: number },
): number {
  const half = (high - low) / options.panels / 2;
  let sum = 0;
  for (let panel = 0; panel < options.panels; panel++) {
    const centre = low + (2 * panel + 1) * half;
    for (const [i, node] of RULE.nodes.entries()) sum += (RULE.weights[i] ?? 0) * f(centre + half * node);
  }
  return sum * half;
}
