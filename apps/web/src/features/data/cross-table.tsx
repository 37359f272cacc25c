import type { Group } from '@evenhand/contracts';
import type { CrossTable } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { TableFrame } from '../../ui/table-frame';

/** Images in every intersection; small cells are hatched, empty ones are there. */
export function CrossTableView(props: {
  table: CrossTable;
  /** Where the images of a cell are found. */
  link?: (group: Group) => string;
  children: ReactNode;
}): ReactNode {
  const { table, link, children } = props;
  const { rowAttribute, columnAttribute } = table;
  return (
    <Figure title={table.title} caption={table.caption} actions={children}>
      <TableFrame label={table.title} tall={table.rows.length > 20} fit>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">
                {table.rowAttribute} × {table.columnAttribute}
              </th>
              {table.columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="number min-w-16 max-w-32 !whitespace-normal [overflow-wrap:anywhere]"
                >
                  <LabelText text={column} />
                </th>
              ))}
              <th scope="col" className="number">
                all
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.label}>
                <th scope="row" className="min-w-32 max-w-56 !whitespace-normal [overflow-wrap:anywhere]">
                  <LabelText text={row.label} />
                </th>
                {row.cells.map((cell) => (
                  <td key={cell.label} className={`number ${cell.few ? 'hatched text-ink-2' : ''}`}>
                    {link && cell.n > 0 ? (
                      <a
                        href={link({ [rowAttribute]: row.label, [columnAttribute]: cell.label })}
                        className="hover:underline"
                      >
                        {cell.nText}
                      </a>
                    ) : (
                      cell.nText
                    )}
                  </td>
                ))}
                <td className="number text-ink-2">{row.totalText}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">all</th>
              {table.totals.map((total, index) => (
                <td key={table.columns[index]} className="number text-ink-2">
                  {total}
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}
