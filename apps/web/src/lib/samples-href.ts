import type { Group } from '@evenhand/contracts';
import { groupKey } from '@evenhand/report';
import { runPath } from './run-path';
import { href } from './search-params';

export interface SamplesPlace {
  task: string;
  group: Group;
  truth?: string;
  predicted?: string;
  answer?: 'right' | 'wrong';
  /** A baseline's run, and how the images came out under both. */
  against?: string;
  flip?: string | undefined;
}

/** The address of the images of a cell, a class or a group. */
export function samplesHref(
  run: string,
  { task, group, truth, predicted, answer, against, flip }: SamplesPlace,
): string {
  return href(
    runPath(run, 'samples'),
    {},
    {
      task,
      true: truth,
      predicted,
      answer,
      against,
      flip,
      group: Object.keys(group).length > 0 ? groupKey(group) : undefined,
    },
  );
}
