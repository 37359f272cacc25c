import type { ReportedMetrics } from '@evenhand/contracts';
import type { CardCheck } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';

/** Whether the numbers that the card states about itself hold together, and hold here. */
export function CardCheckView(props: {
  check: CardCheck;
  reported: ReportedMetrics;
  /** What was measured; the card alone where there is none. */
  run: { id: string; dataset: string } | undefined;
}): ReactNode {
  const { check, reported, run } = props;
  const { rows, contradictions } = check;
  return (
    <section aria-labelledby="check" className="flex flex-col gap-3">
      <h2 id="check" className="text-lg font-semibold">
        {title(check)}
      </h2>
      {contradictions.length > 0 && (
        <ul className="card divide-y divide-line" aria-label="Contradictions within the card">
          {contradictions.map(({ task, message }) => (
            <li key={task + message} className="px-4 py-2.5">
              {task}: {message}
            </li>
          ))}
        </ul>
      )}
      {run && (
        <TableFrame label="Card check" tall={rows.length > 20}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Task</th>
                <th scope="col">Number</th>
                <th scope="col" className="number">
                  Card
                </th>
                <th scope="col" className="number">
                  Measured
                </th>
                <th scope="col" className="number">
                  Difference
                </th>
                <th scope="col" className="number">
                  n
                </th>
                <th scope="col">Verdict</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.task}</th>
                  <td>{row.name}</td>
                  <td className="number">{row.reportedText}</td>
                  <td className="number">
                    {row.measuredText} <span className="text-xs text-ink-3">{row.measuredLimits}</span>
                  </td>
                  <td className="number text-ink-2">{row.differenceText}</td>
                  <td className="number text-ink-2">{row.nText}</td>
                  <td
                    className={
                      row.verdict === 'not reproduced' || row.verdict === 'inconsistent'
                        ? 'font-semibold'
                        : 'text-ink-2'
                    }
                  >
                    {row.verdictText}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      <p className="text-xs text-ink-2">
        The card speaks of {reported.dataset ?? 'data that it does not name'}
        {reported.split && `, ${reported.split}`}
        {run ? (
          <>
            ; measured on {run.dataset} in run{' '}
            <Link href={`/runs/${run.id}`} className="text-link font-mono">
              {run.id}
            </Link>
            . Reproduced: rounded as the card does, the measured number is the card’s.{' '}
            {!check.sameData && 'On other data nothing can be reproduced; the limits are those of 95 %.'}
          </>
        ) : (
          '. This version has not been run yet.'
        )}
      </p>
    </section>
  );
}

function title({ contradictions, rows, sameData }: CardCheck): string {
  const within =
    contradictions.length === 0
      ? 'The card’s numbers fit together'
      : `The card contradicts itself in ${contradictions.length} ${contradictions.length === 1 ? 'place' : 'places'}`;
  const compared = rows.filter(({ verdict }) => verdict === 'reproduced' || verdict === 'not reproduced');
  if (!sameData || compared.length === 0) return within;
  const reproduced = compared.filter(({ verdict }) => verdict === 'reproduced').length;
  return `${within}; ${reproduced} of ${compared.length} that were measured are reproduced`;
}
