'use client';
import type { ReactNode } from 'react';
import { LabelText } from '../../ui/label-text';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';
import { VerdictKey } from '../../ui/verdict';
import { WhenText } from '../../ui/when';
import { Headlines } from '../runs/headlines';
import type { RunRow } from '../runs/run-row';

/** For the client, as the list of runs is. */
export function FinishedRuns({ runs }: { runs: readonly RunRow[] }): ReactNode {
  return (
    <>
      <TableFrame label="Finished runs" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Data set</th>
              <th scope="col">Accuracy, and the widest gap between groups</th>
              <th scope="col">Started</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <th scope="row">
                  <Link href={`/runs/${run.id}`} data-walk className="text-link">
                    {run.version}
                  </Link>
                  <br />
                  <span className="font-mono text-xs font-normal text-ink-3">{run.id}</span>
                </th>
                <td className="max-w-48 min-w-36 [overflow-wrap:anywhere]">
                  <LabelText text={run.dataset} />
                </td>
                <td className="w-full">
                  <Headlines headlines={run.headlines} />
                </td>
                <td>
                  <WhenText at={run.startedAt} text={run.moment} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <VerdictKey />
    </>
  );
}
