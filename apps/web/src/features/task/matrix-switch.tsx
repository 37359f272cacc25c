import type { ReactNode } from 'react';
import type { MatrixView, TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Link } from '../../ui/link';

const views: readonly [MatrixView, string][] = [
  ['count', 'Images'],
  ['share', '% of row'],
  ['difference', 'Difference to all'],
];

/** What the cells say. */
export function MatrixSwitch({ path, view }: { path: string; view: TaskView }): ReactNode {
  return (
    <nav aria-label="Cells show" className="flex rounded-md border border-line-strong p-0.5">
      {views.map(([matrix, name]) => (
        <Link
          key={matrix}
          href={taskViewHref(path, { ...view, matrix })}
          scroll={false}
          aria-current={view.matrix === matrix ? 'true' : undefined}
          className="rounded px-2.5 py-1 text-[13px] text-ink-2 hover:text-ink aria-[current]:bg-sunk aria-[current]:font-medium aria-[current]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
