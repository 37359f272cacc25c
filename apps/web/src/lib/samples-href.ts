import type { Group } from '@evenhand/contracts';
import { groupKey } from '@evenhand/report';
import { runPath } from './run-path';
import { href } from './search-params';

export interface SamplesPlace {
  task: string;
  group: Group;
  truth?: string;
  predicted?: string;
}

/** The address of the images of a cell, a class or a group. */
export function samplesHref(run: string, { task, group, truth, predicted }: SamplesPlace): string {
  return href(
    runPath(run, 'samples'),
    {},
    { task, true: truth, predicted, group: Object.keys(group).length > 0 ? groupKey(group) : undefined },
  );
}
