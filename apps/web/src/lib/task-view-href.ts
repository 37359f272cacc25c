import { groupKey } from '@evenhand/report';
import { href } from './search-params';
import type { TaskView } from './task-view';

/** The address of a view; defaults are left out. */
export function taskViewHref(path: string, view: Partial<TaskView>): string {
  return href(
    path,
    {},
    {
      by: view.by?.join(','),
      metric: view.metric === 'accuracy' ? undefined : view.metric,
      class: view.label,
      sort: view.sort === 'name' ? 'name' : undefined,
      group: view.group && Object.keys(view.group).length > 0 ? groupKey(view.group) : undefined,
      matrix: view.matrix === 'count' ? undefined : view.matrix,
    },
  );
}
