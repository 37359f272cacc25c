import type { Group, Grouping } from '@evenhand/contracts';
import { minimumDetectableDrop } from '@evenhand/metrics';

/** Accuracies of the rest, for which the smallest drop that would be found is worked out. */
export const restRates = [0.6, 0.75, 0.9, 0.97] as const;

export interface DetectableDrop {
  group: Group;
  n: number;
  /** One per rate of the rest; null where no drop would be found. */
  drops: (number | null)[];
}

/** What a data set can show at all: for each group of one attribute the smallest drops of accuracy that would be found. */
export function detectableDrops(groupings: readonly Grouping[], images: number): DetectableDrop[] {
  return groupings
    .filter(({ by }) => by.length === 1)
    .flatMap(({ slices }) => slices.filter(({ n }) => n > 0))
    .map(({ group, n }) => ({
      group,
      n,
      drops: restRates.map((rate) => minimumDetectableDrop({ rate, n: images - n }, n)),
    }));
}
