import { bareNumber, countText, groupKey, groupName } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type DetectableDrop, restRates } from '../../data/detectable-drops';
import { TableFrame } from '../../ui/table-frame';

/** What this data set can show at all: the smallest drop of accuracy in a group that would be found. */
export function DetectableView({ groups }: { groups: readonly DetectableDrop[] }): ReactNode {
  return (
    <section aria-labelledby="detectable" className="flex flex-col gap-3">
      <h2 id="detectable" className="text-lg font-semibold">
        What can be detected
      </h2>
      <TableFrame label="Smallest detectable drop by group" tall={groups.length > 15} fit>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="number">
                n
              </th>
              {restRates.map((rate) => (
                <th key={rate} scope="col" className="number">
                  rest {bareNumber(rate, { unit: 'percent', digits: 0 })} % right
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ group, n, drops }) => (
              <tr key={groupKey(group)}>
                <th scope="row" className="min-w-32 max-w-64 !whitespace-normal">
                  {groupName(group)}
                </th>
                <td className="number text-ink-2">{countText(n)}</td>
                {drops.map((drop, index) => (
                  <td key={restRates[index]} className="number">
                    {drop === null ? (
                      <span className="text-ink-3">none</span>
                    ) : (
                      `−${bareNumber(drop, { unit: 'points', digits: 1 })}`
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="max-w-3xl text-xs text-ink-2">
        Smallest drop of accuracy below the rest of the images, in points, that a group of this size would
        show with 80 % power at the 5 % level. Smaller differences may go unseen.
      </p>
    </section>
  );
}
