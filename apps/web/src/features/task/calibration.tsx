import type { CalibrationPanel } from '@evenhand/report';
import type { ReactNode } from 'react';
import { ReliabilityChart } from '../../ui/charts/on-client';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';

/** The reliability diagram, and its bins as a table beside it. */
export function CalibrationView({ panel }: { panel: CalibrationPanel }): ReactNode {
  return (
    <Figure title={panel.title} caption={panel.caption}>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,28rem)_minmax(0,1fr)] lg:items-start">
        <div className="card aspect-square p-3">
          <ReliabilityChart title={panel.title} bins={panel.bins} />
        </div>
        <TableFrame label="Calibration bins">
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  Confidence
                </th>
                <th scope="col" className="number">
                  Right
                </th>
                <th scope="col">95 %</th>
                <th scope="col" className="number">
                  n
                </th>
              </tr>
            </thead>
            <tbody className="[&_td]:!py-1">
              {panel.bins.map((bin) => (
                <tr key={bin.confidence}>
                  <td className="number">{bin.confidenceText}</td>
                  <td className="number">{bin.accuracyText}</td>
                  <td className="text-xs whitespace-nowrap text-ink-3">{bin.limitsText}</td>
                  <td className="number text-ink-2">{bin.nText}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </div>
    </Figure>
  );
}
