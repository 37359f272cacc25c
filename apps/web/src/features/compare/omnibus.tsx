import type { ComparisonDocument } from '@evenhand/contracts';
import { columnDigits, intervalText, numberText, pText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';

/** Several candidates at once: change of accuracy per task, and which one is shown below. */
export function Omnibus({ document, view }: { document: ComparisonDocument; view: CompareView }): ReactNode {
  const tasks = document.omnibus.map(({ task }) => task);
  return (
    <TableFrame label="Candidates">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            {document.omnibus.map(({ task, cochran }) => (
              <th key={task} scope="col" className="number">
                {task} accuracy
                {cochran.p !== null && (
                  <span className="block font-normal text-ink-3">all alike: {pText(cochran.p)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {document.candidates.map((run) => {
            const own = document.comparisons.find(({ candidate }) => candidate === run.id);
            return (
              <tr key={run.id} className={run.id === view.shown ? 'bg-accent-soft' : ''}>
                <th scope="row">
                  <Link
                    href={compareHref({ ...view, shown: run.id })}
                    data-walk
                    aria-current={run.id === view.shown ? 'true' : undefined}
                    className="text-link"
                  >
                    {run.model.name}@{run.model.version}
                  </Link>{' '}
                  <span className="font-mono text-xs font-normal text-ink-3">{run.id}</span>
                </th>
                {tasks.map((task) => {
                  const delta = own?.tasks.find((entry) => entry.task === task)?.overall.metrics['accuracy']
                    ?.delta;
                  const style = {
                    unit: 'points',
                    digits: columnDigits([delta], 'points'),
                    signed: true,
                  } as const;
                  return (
                    <td key={task} className="number">
                      {numberText(delta?.value, style)}{' '}
                      <span className="text-xs text-ink-3">
                        {delta && intervalText(delta, { ...style, signed: false })}
                      </span>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableFrame>
  );
}
