'use client';
import type { Group } from '@evenhand/contracts';
import { type ClassCell, type ClassTable, groupName } from '@evenhand/report';
import type { ReactNode } from 'react';
import { samplesHref } from '../../lib/samples-href';
import { TableFrame } from '../../ui/table-frame';

/** Precision, recall and F1 of every class, with a bar from 0 to 100 % under each number. */
export function ClassTableView(props: {
  table: ClassTable;
  run: string;
  task: string;
  group: Group;
}): ReactNode {
  const { table, run, task, group } = props;
  const reasons = [...new Set(table.rows.flatMap(({ cells }) => cells.map(({ reason }) => reason)))].filter(
    Boolean,
  );
  return (
    <section aria-labelledby="classes" className="flex flex-col gap-3">
      <h2 id="classes" className="text-lg font-semibold">
        Every class, {groupName(group).replace('All images', 'all images')}
      </h2>
      <TableFrame label="Metrics of every class" tall={table.rows.length > 20}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Class</th>
              {table.metrics.map(({ id, name }) => (
                <th key={id} scope="col" className="number">
                  {name}
                </th>
              ))}
              <th scope="col" className="number">
                Support
              </th>
              <th scope="col" className="number">
                Predicted
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.label}>
                <th
                  scope="row"
                  className="min-w-32 max-w-40 !whitespace-normal [overflow-wrap:anywhere] sm:max-w-80"
                >
                  <a href={samplesHref(run, { task, group, truth: row.label })} className="text-link">
                    {row.label}
                  </a>
                </th>
                {row.cells.map((cell) => (
                  <td key={cell.metric} className="number">
                    <ClassNumber cell={cell} />
                  </td>
                ))}
                <td className="number text-ink-2">{row.supportText}</td>
                <td className="number text-ink-2">{row.predictedText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      {reasons.length > 0 && <p className="text-xs text-ink-2">n/a: {reasons.join('; ')}.</p>}
    </section>
  );
}

function ClassNumber({ cell }: { cell: ClassCell }): ReactNode {
  if (cell.value === null) {
    return (
      <span title={cell.reason} className="text-ink-3">
        n/a<span className="sr-only">: {cell.reason}</span>
      </span>
    );
  }
  return (
    <span className={cell.evidence === 'few' ? 'text-ink-3' : ''}>
      {cell.valueText} <span className="text-xs text-ink-3">{cell.intervalText}</span>
      <svg width="100%" height="5" className="mt-1 block min-w-28" aria-hidden="true">
        <line x1="0" x2="100%" y1="2.5" y2="2.5" className="stroke-line" />
        {cell.low !== null && cell.high !== null && (
          <line
            x1={`${cell.low * 100}%`}
            x2={`${cell.high * 100}%`}
            y1="2.5"
            y2="2.5"
            className="stroke-ink-3"
            strokeWidth="2"
          />
        )}
        <circle cx={`${cell.value * 100}%`} cy="2.5" r="2.5" className="fill-accent" />
      </svg>
    </span>
  );
}
