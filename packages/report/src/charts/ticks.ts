/** Round numbers that cover an interval: `count` of them, about. */
export function ticks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplied, not added up, and rounded: 0.30000000000000004 is not a tick.
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The interval widened outward to whole ticks, inside the metric's range. */
export function niceDomain(low: number, high: number, range: readonly [number, number]): [number, number] {
  const spread = Math.max(high - low, 0.01);
  const rough = spread / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const from = Number((Math.floor(low / step) * step).toPrecision(12));
  const to = Number((Math.ceil(high / step) * step).toPrecision(12));
  return [Math.max(from, range[0]), Math.min(to, range[1])];
}
