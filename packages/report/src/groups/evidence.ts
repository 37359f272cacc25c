import type { Estimate } from '@evenhand/contracts';

/** Below so many images an estimate is shown grey and left out of rankings (methodology: minimum-n policy). */
export const MINIMUM_N = 30;

/** How much a number rests on: `enough`, `few` images, `none` at all, or `undefined` for another reason. */
export type Evidence = 'enough' | 'few' | 'none' | 'undefined';

export function evidence(estimate: Estimate | undefined, n: number): Evidence {
  if (n === 0) return 'none';
  if (!estimate || estimate.value === null) return 'undefined';
  return estimate.n < MINIMUM_N ? 'few' : 'enough';
}
