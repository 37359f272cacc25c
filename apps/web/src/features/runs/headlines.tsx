import type { ReactNode } from 'react';
import { VerdictMark } from '../../ui/verdict';
import type { HeadlineText } from './headline-text';

/** One line a task: its accuracy with limits, and the widest gap between groups with its verdict. */
export function Headlines({ headlines }: { headlines: readonly HeadlineText[] }): ReactNode {
  if (headlines.length === 0) return null;
  return (
    <dl className="flex flex-col gap-1.5 sm:gap-0.5">
      {headlines.map(({ task, accuracy, limits, gap }) => (
        <div
          key={task}
          className="grid grid-cols-[5rem_minmax(0,1fr)] items-baseline gap-x-3 lg:grid-cols-[5rem_8.5rem_minmax(0,1fr)]"
        >
          <dt className="truncate text-ink-2" title={task}>
            {task}
          </dt>
          <dd className="whitespace-nowrap tabular-nums">
            <span className="font-medium">{accuracy}</span>{' '}
            <span className="text-xs text-ink-3">{limits}</span>
          </dd>
          <dd className="max-lg:col-start-2">
            {gap && (
              <span className="flex items-baseline gap-1.5 text-xs text-ink-2">
                <VerdictMark verdict={gap.verdict} />
                <span>{gap.text}</span>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
