import type { Slice, TaskAudit } from '@evenhand/contracts';
import { countText, groupName } from '@evenhand/report';
import type { ReactNode } from 'react';
import { samplesHref } from '../../lib/samples-href';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Icon } from '../../ui/icon';
import { Link } from '../../ui/link';

/** Whose mistakes the parts below show: all images, or the group that was clicked. */
export function GroupBar(props: {
  run: string;
  task: TaskAudit;
  path: string;
  view: TaskView;
  slice: Slice;
}): ReactNode {
  const { run, task, path, view, slice } = props;
  const images = { task: task.task, group: slice.group };
  const whole = Object.keys(view.group).length === 0;
  return (
    <div id="group" className="flex flex-wrap items-center gap-3 border-t border-line pt-5">
      <h2 className="text-lg font-semibold">Who is mistaken for whom</h2>
      {whole ? (
        <p className="text-ink-2">
          All {countText(task.overall.n)} images. Choose a group above to see its own.
        </p>
      ) : (
        <Link
          href={taskViewHref(path, { ...view, group: {} })}
          scroll={false}
          className="inline-flex h-8 items-center gap-2 rounded-full border border-accent bg-accent-soft px-3 font-medium"
        >
          {groupName(slice.group)}
          <span className="font-normal text-ink-2">n = {countText(slice.n)}</span>
          <span className="sr-only">, show all images instead</span>
          <Icon name="close" className="!size-3" />
        </Link>
      )}
      <p className="flex gap-4 sm:ml-auto">
        <a href={samplesHref(run, images)} className="text-link">
          See the images
        </a>
        <a href={samplesHref(run, { ...images, answer: 'wrong' })} className="text-link">
          Only the mistakes
        </a>
      </p>
    </div>
  );
}
