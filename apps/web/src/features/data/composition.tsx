import type { Group } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';
import type { Composition } from '@evenhand/report';
import { type ReactNode, useId } from 'react';
import { groupColour } from '../../data/group-colours';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { TableFrame } from '../../ui/table-frame';

/** Images per group, as bars on one scale. */
export function CompositionView(props: {
  composition: Composition;
  shape: Pick<RunShape, 'attributes'>;
  /** Where the images of a group are found. */
  link?: (group: Group) => string;
}): ReactNode {
  const { composition, shape, link } = props;
  const hatching = useId();
  const largest = Math.max(1, ...composition.rows.map(({ n }) => n));
  return (
    <Figure
      title={composition.title}
      caption={[composition.caption, composition.missing].filter(Boolean).join(' ')}
    >
      <svg width="0" height="0" className="absolute" aria-hidden="true">
        <pattern id={hatching} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M0 5L5 0" stroke="var(--hatch)" />
        </pattern>
      </svg>
      <TableFrame label={composition.title} tall>
        <table className="m-3 w-[calc(100%-1.5rem)]">
          <tbody>
            {composition.rows.map((row) => (
              <tr key={row.key} className="h-7">
                <th
                  scope="row"
                  className="min-w-32 max-w-40 py-0.5 pr-3 text-left leading-tight font-normal [overflow-wrap:anywhere] sm:min-w-36 sm:max-w-56"
                >
                  {link ? (
                    <a href={link(row.group)} className="hover:underline">
                      <LabelText text={row.name} />
                    </a>
                  ) : (
                    <LabelText text={row.name} />
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
                      fill={row.few ? `url(#${hatching})` : 'currentColor'}
                      stroke={row.few ? 'currentColor' : undefined}
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
