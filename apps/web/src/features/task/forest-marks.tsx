import type { ForestPlot, ForestRow } from '@evenhand/report';
import type { ReactNode } from 'react';

function placer({ domain: [low, high] }: ForestPlot): (value: number) => string {
  return (value) => `${(((value - low) / (high - low)) * 100).toFixed(3)}%`;
}

/** The axis in the table's head: it stays while the rows scroll. */
export function ForestAxis({ plot }: { plot: ForestPlot }): ReactNode {
  const at = placer(plot);
  const last = plot.ticks.length - 1;
  return (
    <svg width="100%" height="16" className="block overflow-visible" aria-hidden="true">
      {plot.ticks.map(({ value, text }, index) => (
        <text
          key={value}
          x={at(value)}
          y="12"
          textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
          className="fill-ink-2 text-[11px] font-normal"
        >
          {text}
          {index === last && plot.unit === 'percent' ? ' %' : ''}
        </text>
      ))}
    </svg>
  );
}

/** One row: the band of perfect fairness, the overall line, the interval and its dot. Without a row, all images. */
export function ForestMark(props: {
  plot: ForestPlot;
  row: ForestRow | undefined;
  colour?: string;
}): ReactNode {
  const { plot, row, colour = '' } = props;
  const at = placer(plot);
  const width = (from: number, to: number): string =>
    `${(((to - from) / (plot.domain[1] - plot.domain[0])) * 100).toFixed(3)}%`;
  return (
    // As tall as the row, so that the overall line runs through all of them.
    <svg
      className={`absolute inset-y-0 left-3 h-full w-[calc(100%-1.5rem)] overflow-visible ${colour}`}
      aria-hidden="true"
    >
      {row?.fair && (
        <rect x={at(row.fair[0])} width={width(...row.fair)} y="15%" height="70%" className="fill-band" />
      )}
      {plot.overall.value !== null && (
        <line
          x1={at(plot.overall.value)}
          x2={at(plot.overall.value)}
          y1="0"
          y2="100%"
          className="stroke-ink-2"
          strokeWidth={row ? 1 : 3}
        />
      )}
      {row && row.value !== null && row.low !== null && row.high !== null && (
        <g opacity={row.evidence === 'few' ? 0.55 : 1}>
          <line
            x1={at(row.low)}
            x2={at(row.high)}
            y1="50%"
            y2="50%"
            stroke="currentColor"
            strokeWidth="2"
            strokeDasharray={row.evidence === 'few' ? '3 3' : undefined}
          />
          <circle
            cx={at(row.value)}
            cy="50%"
            r="4.5"
            fill={row.differs ? 'currentColor' : 'var(--surface)'}
            stroke="currentColor"
            strokeWidth="2"
          />
        </g>
      )}
    </svg>
  );
}
