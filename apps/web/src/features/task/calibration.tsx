import type { CalibrationPanel } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Figure } from '../../ui/figure';

const marks = [0, 0.25, 0.5, 0.75, 1];
const SIZE = 300;
const LEFT = 44;
const TOP = 10;

/** Stated confidence across, accuracy upward: on the diagonal the model is as right as it says. */
export function CalibrationView({ panel }: { panel: CalibrationPanel }): ReactNode {
  const x = (value: number): number => LEFT + value * SIZE;
  const y = (value: number): number => TOP + (1 - value) * SIZE;
  return (
    <Figure title={panel.title} caption={panel.caption}>
      <div className="flex flex-wrap gap-4">
        <div className="card p-3">
          <svg
            viewBox={`0 0 ${LEFT + SIZE + 14} ${TOP + SIZE + 44}`}
            className="h-auto w-full max-w-[22rem]"
            role="img"
            aria-label={panel.title}
          >
            {marks.map((mark) => (
              <g key={mark} className="stroke-line">
                <line x1={x(mark)} x2={x(mark)} y1={y(0)} y2={y(1)} />
                <line x1={x(0)} x2={x(1)} y1={y(mark)} y2={y(mark)} />
              </g>
            ))}
            <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="stroke-ink-2" strokeDasharray="4 4" />
            {panel.bins.map((bin) => (
              <g key={bin.confidence}>
                <line
                  x1={x(bin.confidence)}
                  x2={x(bin.confidence)}
                  y1={y(bin.confidence)}
                  y2={y(bin.accuracy)}
                  className="stroke-accent"
                  strokeOpacity="0.45"
                  strokeWidth="2"
                />
                <circle cx={x(bin.confidence)} cy={y(bin.accuracy)} r="4.5" className="fill-accent">
                  <title>{bin.text}</title>
                </circle>
              </g>
            ))}
            <g className="fill-ink-2 text-[11px]">
              {marks.map((mark) => (
                <g key={mark}>
                  <text x={x(mark)} y={y(0) + 16} textAnchor="middle">
                    {mark * 100}
                  </text>
                  <text x={x(0) - 8} y={y(mark) + 4} textAnchor="end">
                    {mark * 100}
                  </text>
                </g>
              ))}
              <text x={x(0.5)} y={y(0) + 34} textAnchor="middle">
                confidence, %
              </text>
              <text transform={`translate(11 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
                right, %
              </text>
            </g>
          </svg>
        </div>
        <details className="card min-w-0 self-start p-3 text-[13px]">
          <summary className="cursor-pointer">As a table</summary>
          <ul className="mt-2 flex flex-col gap-1 text-ink-2">
            {panel.bins.map((bin) => (
              <li key={bin.confidence}>{bin.text}</li>
            ))}
          </ul>
        </details>
      </div>
    </Figure>
  );
}
