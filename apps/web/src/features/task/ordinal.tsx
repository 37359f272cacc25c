import { type OrdinalPanel, offsetNames } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';

const shades = ['fill-div-low-2', 'fill-div-low-1', 'fill-right', 'fill-div-high-1', 'fill-div-high-2'];

/** Off by how many classes, and in which direction: one bar a group, right answers in the middle. */
export function OrdinalView({ panel }: { panel: OrdinalPanel }): ReactNode {
  return (
    <Figure
      title={panel.title}
      caption={panel.caption}
      actions={
        <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-2">
          {offsetNames.map((name, index) => (
            <li key={name} className="flex items-center gap-1.5">
              <svg width="12" height="12" aria-hidden="true">
                <rect width="12" height="12" rx="2" className={shades[index]} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      }
    >
      <TableFrame label="How far predictions are off" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="w-full min-w-40">
                Share of images by offset
              </th>
              <th scope="col" className="number">
                MAE
              </th>
              <th scope="col" className="number">
                Bias
              </th>
              <th scope="col" className="number">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {panel.rows.map((row) => (
              <tr key={row.key} className={row.evidence === 'enough' ? '' : 'text-ink-3'}>
                <th scope="row" className="min-w-28 max-w-72 !whitespace-normal sm:min-w-52">
                  {row.name}
                </th>
                <td>{row.shares ? <Bar shares={row.shares} texts={row.shareTexts} /> : 'no images'}</td>
                <td className="number">{row.maeText}</td>
                <td className="number">{row.biasText}</td>
                <td className="number text-ink-2">{row.nText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Bar({ shares, texts }: { shares: readonly number[]; texts: readonly string[] }): ReactNode {
  const words = offsetNames.map((name, index) => `${texts[index]} ${name}`).join(', ');
  let from = 0;
  return (
    <svg width="100%" height="18" className="block" role="img" aria-label={words}>
      <title>{words}</title>
      {shares.map((share, index) => {
        const x = from;
        from += share;
        return (
          <rect
            key={offsetNames[index]}
            x={`${x * 100}%`}
            width={`${share * 100}%`}
            height="18"
            className={`${shades[index]} stroke-surface`}
          />
        );
      })}
    </svg>
  );
}
