'use client';
import { type OrdinalPanel, offsetNames } from '@evenhand/report';
import type { ReactNode } from 'react';
import { ColourKey } from '../../ui/colour-key';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { StackedBar } from '../../ui/stacked-bar';
import { TableFrame } from '../../ui/table-frame';

const shades = ['fill-div-low-2', 'fill-div-low-1', 'fill-right', 'fill-div-high-1', 'fill-div-high-2'];

/** Off by how many classes, and in which direction: one bar a group, right answers in the middle. */
export function OrdinalView({ panel }: { panel: OrdinalPanel }): ReactNode {
  return (
    <Figure
      title={panel.title}
      caption={panel.caption}
      actions={<ColourKey names={offsetNames} shades={shades} />}
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
                  <LabelText text={row.name} />
                </th>
                <td>
                  {row.shares ? (
                    <StackedBar
                      parts={row.shares}
                      whole={1}
                      shades={shades}
                      height={18}
                      words={offsetNames.map((name, index) => `${row.shareTexts[index]} ${name}`).join(', ')}
                    />
                  ) : (
                    'no images'
                  )}
                </td>
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
