import { criticalZ } from '../numerics/normal-quantile.js';
import { studentTQuantile } from '../numerics/student-t.js';

/** Critical values of one confidence level, made once and used for every estimate. */
export interface CriticalValues {
  readonly confidence: number;
  readonly z: number;
  readonly t: (degrees: number) => number;
}

export function criticalValues(confidence: number): CriticalValues {
  const known = new Map<number, number>();
  const t = (degrees: number): number => {
    let value = known.get(degrees);
    if (value === undefined) {
      value = studentTQuantile((1 + confidence) / 2, degrees);
      known.set(degrees, value);
    }
    return value;
  };
  return { confidence, z: criticalZ(confidence), t };
}
