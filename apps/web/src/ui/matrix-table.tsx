'use client';
import type { ReactNode } from 'react';
import { LabelText } from './label-text';
import { TableFrame } from './table-frame';

export interface MatrixCell {
  key: string;
  text: string;
  title: string;
  className: string;
  diagonal: boolean;
  /** Nothing is behind the cell: no link. */
  empty: boolean;
  href: string;
}

/** From so many classes on the table scrolls in its frame. */
const LARGE = 15;

/** Rows true, columns predicted, heads that stay in sight; every cell leads to its images. */
export function MatrixTable(props: {
  label: string;
  labels: readonly string[];
  rows: readonly { truth: string; supportText: string; cells: readonly MatrixCell[] }[];
  /** A last row: images predicted as each class. */
  totals?: readonly string[];
}): ReactNode {
  const { label, labels, rows, totals } = props;
  return (
    <TableFrame label={label} tall={labels.length > LARGE} fit>
      <table className="border-separate border-spacing-0.5 p-2 text-[13px]">
        <thead className="text-xs text-ink-2">
          <tr>
            <th className="sticky top-0 left-0 z-3 bg-surface px-2 text-left align-bottom font-normal">
              true ↓ &nbsp; predicted →
            </th>
            {labels.map((name) => (
              <th
                key={name}
                scope="col"
                title={name}
                className="sticky top-0 z-2 max-w-20 min-w-15 bg-surface px-1 py-1.5 align-bottom font-medium"
              >
                <span className="line-clamp-3 [overflow-wrap:anywhere]">
                  <LabelText text={name} />
                </span>
              </th>
            ))}
            <th scope="col" className="sticky top-0 z-2 bg-surface px-2 text-right align-bottom font-medium">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.truth}>
              <th
                scope="row"
                title={row.truth}
                className="sticky left-0 z-1 max-w-36 min-w-24 bg-surface px-2 text-left font-medium [overflow-wrap:anywhere] text-ink-2 sm:max-w-56"
              >
                <span className="line-clamp-2">
                  <LabelText text={row.truth} />
                </span>
              </th>
              {row.cells.map((cell) => (
                <td
                  key={cell.key}
                  className={`h-10 min-w-14 rounded-sm p-0 text-center ${cell.className} ${cell.diagonal ? 'ring-1 ring-line-strong ring-inset' : ''}`}
                >
                  {cell.empty ? (
                    <span className="text-ink-3">{cell.text}</span>
                  ) : (
                    <a
                      href={cell.href}
                      title={cell.title}
                      className="flex h-full min-h-10 items-center justify-center hover:underline"
                    >
                      {cell.text}
                    </a>
                  )}
                </td>
              ))}
              <td className="px-2 text-right text-ink-2">{row.supportText}</td>
            </tr>
          ))}
          {totals && (
            <tr>
              <th
                scope="row"
                className="sticky left-0 z-1 bg-surface px-2 text-left text-xs font-normal text-ink-2"
              >
                predicted
              </th>
              {totals.map((total, index) => (
                <td key={labels[index]} className="py-1 text-center text-xs text-ink-2">
                  {total}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </TableFrame>
  );
}
