import { checkProportion } from './interval.js';

/** `count` of `n`, both whole. */
export interface Proportion {
  count: number;
  n: number;
}

export function checkProportions(name: string, ...proportions: Proportion[]): void {
  for (const { count, n } of proportions) checkProportion(name, count, n);
}
