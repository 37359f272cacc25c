import type { Group } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';
import type { Composition } from '@evenhand/report';
import type { ReactNode } from 'react';
import { groupColour } from '../../data/group-colours';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';

/** Images per group, as bars on one scale. */
export function CompositionView(props: {
  composition: Composition;
  shape: Pick<RunShape, 'attributes'>;
  /** Where the images of a group are found. */
  link?: (group: Group) => string;
}): ReactNode {
  const { composition, shape, link } = props;
  const largest = Math.max(1, ...composition.rows.map(({ n }) => n));
  return (
    <Figure
      title={composition.title}
      caption={[composition.caption, composition.missing].filter(Boolean).join(' ')}
    >
      <TableFrame label={composition.title} tall>
        <table className="m-3 w-[calc(100%-1.5rem)]">
          <tbody>
            {composition.rows.map((row) => (
              <tr key={row.key} className="h-7">
                <th
                  scope="row"
                  className="min-w-32 max-w-40 pr-3 text-left font-normal [overflow-wrap:anywhere]"
                >
                  {link ? (
                    <a href={link(row.group)} className="hover:underline">
                      {row.name}
                    </a>
                  ) : (
                    row.name
                  )}
                </th>
                <td className="w-full">
                  <svg
                    width="100%"
                    height="14"
                    className={`block ${groupColour(shape, row.group)}`}
                    aria-hidden="true"
                  >
                    <rect
                      width={`${Math.max(0.3, (100 * row.n) / largest)}%`}
                      height="14"
                      rx="2"
                      fill="currentColor"
                      fillOpacity={row.few ? 0.25 : 0.85}
                      stroke={row.few ? 'currentColor' : undefined}
                      strokeDasharray={row.few ? '2 2' : undefined}
                    />
                  </svg>
                </td>
                <td className="pl-3 text-right whitespace-nowrap">{row.nText}</td>
                <td className="w-12 pl-2 text-right text-xs whitespace-nowrap text-ink-2">{row.shareText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}
