import type { Disparity, Grouping } from '@evenhand/contracts';

/** What a grouping says about one metric: of the whole, or of one class. */
export function findDisparity(grouping: Grouping, metric: string, label?: string): Disparity | undefined {
  return grouping.disparities.find((entry) => entry.metric === metric && entry.class === label);
}
