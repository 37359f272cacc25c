import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { RunListQuery, RunSort } from '../../data/run-list';
import { Icon } from '../../ui/icon';
import { Link } from '../../ui/link';
import { Status } from '../../ui/status';
import { TableFrame } from '../../ui/table-frame';
import { When } from '../../ui/when';
import { Headlines } from './headlines';
import { RunProgress } from './run-progress';
import { SelectRun } from './select-run';

type LinkTo = (change: Record<string, string | undefined>) => string;

export function RunTable(props: { runs: Run[]; query: RunListQuery; link: LinkTo }): ReactNode {
  const { runs, query, link } = props;
  return (
    <div className="hidden sm:block">
      <TableFrame label="Runs" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="w-0">
                <span className="sr-only">Compare</span>
              </th>
              <SortHead sort="model" name="Model" query={query} link={link} />
              <SortHead sort="dataset" name="Data set" query={query} link={link} />
              <th scope="col">Accuracy, and the widest gap between groups</th>
              <SortHead sort="images" name="Images" query={query} link={link} number />
              <SortHead sort="status" name="State" query={query} link={link} />
              <SortHead sort="started" name="Started" query={query} link={link} />
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>
                  {run.counts.ok > 0 && (
                    <SelectRun run={run.id} name={`${run.model.name}@${run.model.version}, ${run.id}`} />
                  )}
                </td>
                <th scope="row">
                  <Link
                    href={`/runs/${run.id}`}
                    data-walk
                    className="flex flex-col font-medium text-ink hover:text-accent"
                  >
                    <span>
                      {run.model.name}
                      <span className="text-ink-2">@{run.model.version}</span>
                    </span>
                    <span className="font-mono text-xs font-normal text-ink-3">{run.id}</span>
                  </Link>
                </th>
                <td className="max-w-48 min-w-28 [overflow-wrap:anywhere]">{run.dataset.name}</td>
                <td className="w-full">
                  <Headlines headlines={run.headlines} />
                </td>
                <td className="number">{countText(run.counts.ok)}</td>
                <td>
                  {run.status === 'running' ? (
                    <RunProgress run={run.id} done={run.counts.ok + run.counts.failed} total={run.total} />
                  ) : (
                    <Status status={run.status} />
                  )}
                </td>
                <td>
                  <div className="flex flex-col">
                    <When at={run.startedAt} short />
                    <span className="text-xs text-ink-3">{run.device}</span>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </div>
  );
}

function SortHead(props: {
  sort: RunSort;
  name: string;
  query: RunListQuery;
  link: LinkTo;
  number?: boolean;
}): ReactNode {
  const { sort, name, query, link, number = false } = props;
  const current = query.sort === sort;
  const order = current ? (query.descending ? 'asc' : 'desc') : undefined;
  return (
    <th
      scope="col"
      aria-sort={current ? (query.descending ? 'descending' : 'ascending') : undefined}
      className={number ? 'number' : ''}
    >
      <Link
        href={link({ sort, order, page: undefined })}
        scroll={false}
        className={`inline-flex items-center gap-1 hover:text-ink ${current ? 'text-ink' : ''}`}
      >
        {name}
        {current && <Icon name={query.descending ? 'down' : 'up'} className="!size-3" />}
      </Link>
    </th>
  );
}
