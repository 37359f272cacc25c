/** Where the expected value is 0 a relative tolerance has no meaning; this much is rounding. */
const ABSOLUTE = 1e-15;

/** Every place where `actual` is not `expected` within the relative tolerance, as text; none where they agree. */
export function differences(actual: unknown, expected: unknown, rtol: number, path = ''): string[] {
  const here = path === '' ? 'value' : path;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${here}: not a list like the expected`];
    return expected.flatMap((entry, i) => differences(actual[i], entry, rtol, `${path}[${i}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${here}: no object`];
    const fields: Readonly<Record<string, unknown>> = { ...actual };
    return Object.entries(expected).flatMap(([name, entry]) =>
      differences(fields[name], entry, rtol, path === '' ? name : `${path}.${name}`),
    );
  }
  if (typeof expected === 'number' && typeof actual === 'number') {
    const tolerance = expected === 0 ? ABSOLUTE : rtol * Math.abs(expected);
    const isClose = Math.abs(actual - expected) <= tolerance;
    return isClose ? [] : [`${here}: ${actual} instead of ${expected}`];
  }
  return actual === expected ? [] : [`${here}: ${String(actual)} instead of ${String(expected)}`];
}
