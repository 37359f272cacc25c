import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { Status } from '../../ui/status';
import { WhenText } from '../../ui/when';
import { Headlines } from './headlines';
import { RunProgress } from './run-progress';
import type { RunRow } from './run-row';
import { SelectRun } from './select-run';

/** The same list on a phone. */
export function RunCards({ runs }: { runs: readonly RunRow[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-3 sm:hidden">
      {runs.map((run) => (
        <li key={run.id} className="card flex flex-col gap-3 p-4">
          <div className="flex items-start justify-between gap-3">
            {run.ok > 0 && (
              <span className="pt-0.5">
                <SelectRun run={run.id} name={`${run.model}@${run.version}, ${run.id}`} />
              </span>
            )}
            <Link href={`/runs/${run.id}`} className="mr-auto min-w-0 font-medium break-words">
              {run.model}
              <span className="text-ink-2">@{run.version}</span>
            </Link>
            {run.status === 'running' ? (
              <RunProgress run={run.id} done={run.done} total={run.total} />
            ) : (
              <Status status={run.status} />
            )}
          </div>
          <p className="text-xs text-ink-2">
            {run.dataset} · {run.images} images · {run.device} ·{' '}
            <WhenText at={run.startedAt} text={run.moment} />
          </p>
          <Headlines headlines={run.headlines} />
        </li>
      ))}
    </ul>
  );
}
