import type { ReactNode } from 'react';
import type { RunSort } from '../../data/run-list';
import { Icon } from '../../ui/icon';
import { LabelText } from '../../ui/label-text';
import { Link } from '../../ui/link';
import { Status } from '../../ui/status';
import { TableFrame } from '../../ui/table-frame';
import { WhenText } from '../../ui/when';
import { Headlines } from './headlines';
import { RunProgress } from './run-progress';
import type { RunRow } from './run-row';
import { SelectRun } from './select-run';

/** How the list is ordered, and where it is ordered otherwise. */
export interface RunOrder {
  sort: RunSort;
  descending: boolean;
  links: Readonly<Record<RunSort, string>>;
}

export function RunTable({ runs, order }: { runs: readonly RunRow[]; order: RunOrder }): ReactNode {
  return (
    <div className="hidden sm:block">
      <TableFrame label="Runs" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="w-0">
                <span className="sr-only">Compare</span>
              </th>
              <SortHead sort="model" name="Model" order={order} />
              <SortHead sort="dataset" name="Data set" order={order} />
              <SortHead sort="gap" name="Accuracy, and the widest gap between groups" order={order} />
              <SortHead sort="images" name="Images" order={order} number />
              <SortHead sort="status" name="State" order={order} />
              <SortHead sort="started" name="Started" order={order} />
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>
                  {run.ok > 0 && <SelectRun run={run.id} name={`${run.model}@${run.version}, ${run.id}`} />}
                </td>
                <th scope="row">
                  <Link
                    href={`/runs/${run.id}`}
                    data-walk
                    className="flex flex-col font-medium text-ink hover:text-accent"
                  >
                    <span>
                      {run.model}
                      <span className="text-ink-2">@{run.version}</span>
                    </span>
                    <span className="font-mono text-xs font-normal text-ink-3">{run.id}</span>
                  </Link>
                </th>
                <td className="max-w-48 min-w-36 [overflow-wrap:anywhere]">
                  <LabelText text={run.dataset} />
                </td>
                <td className="w-full">
                  <Headlines headlines={run.headlines} />
                </td>
                <td className="number">{run.images}</td>
                <td>
                  {run.status === 'running' ? (
                    <RunProgress run={run.id} done={run.done} total={run.total} />
                  ) : (
                    <Status status={run.status} />
                  )}
                </td>
                <td>
                  <div className="flex flex-col">
                    <WhenText at={run.startedAt} text={run.day} />
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

function SortHead(props: { sort: RunSort; name: string; order: RunOrder; number?: boolean }): ReactNode {
  const { sort, name, order, number = false } = props;
  const current = order.sort === sort;
  return (
    <th
      scope="col"
      aria-sort={current ? (order.descending ? 'descending' : 'ascending') : undefined}
      className={number ? 'number' : ''}
    >
      <Link
        href={order.links[sort]}
        scroll={false}
        className={`inline-flex items-center gap-1 hover:text-ink ${current ? 'text-ink' : ''}`}
      >
        {name}
        {current && <Icon name={order.descending ? 'down' : 'up'} className="!size-3" />}
      </Link>
    </th>
  );
}
