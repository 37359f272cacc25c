import { normalSf } from '../numerics/normal-cdf.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { studentTQuantile } from '../numerics/student-t.js';

/** Critical values of one two-sided confidence level, made once and used for every estimate. */
export interface CriticalValues {
  readonly confidence: number;
  readonly z: number;
  readonly t: (degrees: number) => number;
}

export function criticalValues(confidence: number): CriticalValues {
  return make(confidence, criticalZ(confidence));
}

/** Values that were asked for: an audit asks for few different ones, thousands of times. */
const known = new Map<number, CriticalValues>();

/** The critical values of the level at which the normal one is `z`. */
export function criticalValuesAt(z: number): CriticalValues {
  const found = known.get(z) ?? make(1 - 2 * normalSf(z), z);
  known.set(z, found);
  return found;
}

function make(confidence: number, z: number): CriticalValues {
  const quantiles = new Map<number, number>();
  const t = (degrees: number): number => {
    const found = quantiles.get(degrees) ?? -studentTQuantile(normalSf(z), degrees);
    quantiles.set(degrees, found);
    return found;
  };
  return { confidence, z, t };
}
