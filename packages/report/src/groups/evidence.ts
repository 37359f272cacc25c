import type { AuditPlan, Estimate } from '@evenhand/contracts';

/** Below so many images an estimate is shown grey and left out of rankings, where the plan says nothing else. */
const MINIMUM_N = 30;

/** The part of a plan that says what is too few; documents of older runs have none. */
export interface Planned {
  plan?: Pick<AuditPlan, 'minimumN' | 'confidence'> | undefined;
}

/** Images that a number must rest on to be ranked. */
export function minimumOf({ plan }: Planned): number {
  return plan?.minimumN ?? MINIMUM_N;
}

/** How much a number rests on: `enough`, `few` images, `none` at all, or `undefined` for another reason. */
export type Evidence = 'enough' | 'few' | 'none' | 'undefined';

/** Of an estimate in a group of `n` images, held against the plan's smallest number of them. */
export function evidence(
  estimate: Estimate | undefined,
  { n, minimum }: { n: number; minimum: number },
): Evidence {
  if (n === 0) return 'none';
  if (!estimate || estimate.value === null) return 'undefined';
  return estimate.n < minimum ? 'few' : 'enough';
}
