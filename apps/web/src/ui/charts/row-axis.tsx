import type { ReactNode } from 'react';

/** Ticks in the table's head: they stay while the rows scroll. */
export function RowAxis(props: {
  domain: readonly [number, number];
  ticks: readonly { value: number; text: string }[];
  /** After the last number. */
  unit?: string;
}): ReactNode {
  const {
    domain: [low, high],
    ticks,
    unit = '',
  } = props;
  const last = ticks.length - 1;
  const onPhones = new Set([0, Math.round(last / 2), last]);
  return (
    <svg width="100%" height="16" className="block overflow-visible" aria-hidden="true">
      {ticks.map(({ value, text }, index) => (
        <text
          key={value}
          x={`${(100 * (value - low)) / (high - low)}%`}
          y="12"
          textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
          className={`fill-ink-2 text-[11px] font-normal ${onPhones.has(index) ? '' : 'max-sm:hidden'}`}
        >
          {text}
          {index === last && unit}
        </text>
      ))}
    </svg>
  );
}
