import type { Group } from '@evenhand/contracts';
import { groupKey, parseGroupKey } from '@evenhand/report';
import { href, one, type SearchParams } from './search-params';

/** How an image came out under a baseline and this run. */
export type Flip = 'both-right' | 'fixed' | 'broken' | 'both-wrong';
export const flipKinds: readonly Flip[] = ['both-right', 'fixed', 'broken', 'both-wrong'];

/** Which images, in which order; all of it is in the address. */
export interface SampleQuery {
  /** Name of the task whose labels are shown. */
  task: string;
  truth: string | undefined;
  predicted: string | undefined;
  answer: 'all' | 'right' | 'wrong';
  group: Group;
  /** A baseline run on the same data, and how the images came out under both. */
  against: string | undefined;
  flip: Flip | undefined;
  sort: 'data' | 'sure' | 'unsure';
}

export function sampleQuery(params: SearchParams, tasks: readonly string[]): SampleQuery {
  const answer = one(params, 'answer');
  const sort = one(params, 'sort');
  const asked = one(params, 'task');
  return {
    task: tasks.includes(asked) ? asked : (tasks[0] ?? ''),
    truth: one(params, 'true') || undefined,
    predicted: one(params, 'predicted') || undefined,
    answer: answer === 'right' || answer === 'wrong' ? answer : 'all',
    group: parseGroupKey(one(params, 'group')) ?? {},
    against: one(params, 'against') || undefined,
    flip: flipKinds.find((kind) => kind === one(params, 'flip')),
    sort: sort === 'sure' || sort === 'unsure' ? sort : 'data',
  };
}

export function sampleQueryHref(
  path: string,
  query: SampleQuery,
  more: Readonly<Record<string, string>> = {},
): string {
  return href(
    path,
    {},
    {
      task: query.task,
      true: query.truth,
      predicted: query.predicted,
      answer: query.answer === 'all' ? undefined : query.answer,
      group: Object.keys(query.group).length > 0 ? groupKey(query.group) : undefined,
      against: query.against,
      flip: query.flip,
      sort: query.sort === 'data' ? undefined : query.sort,
      ...more,
    },
  );
}
