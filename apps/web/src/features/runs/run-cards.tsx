import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { Status } from '../../ui/status';
import { When } from '../../ui/when';
import { Headlines } from './headlines';
import { RunProgress } from './run-progress';
import { SelectRun } from './select-run';

/** The same list on a phone. */
export function RunCards({ runs }: { runs: Run[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-3 sm:hidden">
      {runs.map((run) => (
        <li key={run.id} className="card flex flex-col gap-3 p-4">
          <div className="flex items-start justify-between gap-3">
            {run.counts.ok > 0 && (
              <span className="pt-0.5">
                <SelectRun run={run.id} name={`${run.model.name}@${run.model.version}, ${run.id}`} />
              </span>
            )}
            <Link href={`/runs/${run.id}`} className="mr-auto min-w-0 font-medium break-words">
              {run.model.name}
              <span className="text-ink-2">@{run.model.version}</span>
            </Link>
            {run.status === 'running' ? (
              <RunProgress run={run.id} done={run.counts.ok + run.counts.failed} total={run.total} />
            ) : (
              <Status status={run.status} />
            )}
          </div>
          <p className="text-xs text-ink-2">
            {run.dataset.name} · {countText(run.counts.ok)} images · <When at={run.startedAt} />
          </p>
          <Headlines headlines={run.headlines} />
        </li>
      ))}
    </ul>
  );
}
