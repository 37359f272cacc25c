import type { Group } from '@evenhand/contracts';
import type { Confusion } from '../../metrics/confusion.js';

/** One class against the rest in one group. */
export interface BinaryGroup {
  group: Group;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

export function binaryGroup(group: Group, matrix: Confusion, label: number): BinaryGroup {
  const tp = matrix.cells[label * (matrix.shape.size + 1)] as number;
  const fn = (matrix.truth[label] as number) - tp;
  const fp = (matrix.predicted[label] as number) - tp;
  return { group, tp, fp, fn, tn: matrix.n - tp - fn - fp };
}

export function sumOfGroups(groups: readonly BinaryGroup[]): BinaryGroup {
  const sum = (pick: (group: BinaryGroup) => number): number =>
    groups.reduce((total, group) => total + pick(group), 0);
  return {
    group: {},
    tp: sum(({ tp }) => tp),
    fp: sum(({ fp }) => fp),
    fn: sum(({ fn }) => fn),
    tn: sum(({ tn }) => tn),
  };
}

export const size = ({ tp, fp, fn, tn }: BinaryGroup): number => tp + fp + fn + tn;

/** a/b, or null where b is 0. */
export function share(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

/** One number as another tool names and computes it. */
export interface ParityMeasure {
  tool: 'fairlearn' | 'AIF360' | 'Aequitas';
  name: string;
  /** Set where the tool gives one number per group. */
  group?: Group;
  value: number | null;
  /** Set where the tool gives a verdict with the number. */
  isFair?: boolean | null;
}
