import type { ModelCard } from '@evenhand/contracts';
import type { CardCheckRow } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';

/** Whether the numbers that the card states about itself hold here. */
export function CardCheckView(props: {
  rows: readonly CardCheckRow[];
  run: string;
  dataset: string;
  card: ModelCard;
}): ReactNode {
  const { rows, run, dataset, card } = props;
  const differing = rows.filter(({ verdict }) => verdict === 'differs').length;
  const measured = rows.filter(({ verdict }) => verdict !== 'not measured').length;
  return (
    <section aria-labelledby="check" className="flex flex-col gap-3">
      <h2 id="check" className="text-lg font-semibold">
        {differing === 0
          ? `All ${measured} numbers of the card that were measured agree`
          : `${differing} of ${measured} numbers of the card differ from what was measured`}
      </h2>
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
                <td className="number text-ink-2">{row.nText}</td>
                <td className={row.verdict === 'differs' ? 'font-semibold' : 'text-ink-2'}>{row.verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="text-xs text-ink-2">
        The card speaks of {card.reported?.dataset}
        {card.reported?.split && `, ${card.reported.split}`}; measured on {dataset} in run{' '}
        <Link href={`/runs/${run}`} className="text-link font-mono">
          {run}
        </Link>
        . Agrees: the card’s number lies inside the 95 % limits, give or take its rounding.
      </p>
    </section>
  );
}
