import type { ReactNode } from 'react';

/**
 * A number with its limits, the numbers of a column under each other: all limits take as much room as the longest.
 */
export function EstimateText(props: {
  value: string;
  limits: string;
  /** Characters of the column's longest limits. */
  room: number;
  strong?: boolean;
  className?: string;
}): ReactNode {
  const { value, limits, room, strong = false, className = '' } = props;
  return (
    <span className={`whitespace-nowrap ${className}`}>
      <span className={strong ? 'font-semibold' : ''}>{value}</span>{' '}
      <span
        className="inline-block text-left text-xs font-normal text-ink-3"
        style={{ minWidth: `${0.62 * room}em` }}
      >
        {limits}
      </span>
    </span>
  );
}

/** Room for the longest of these. */
export function roomFor(limits: readonly string[]): number {
  return Math.max(0, ...limits.map((text) => text.length));
}
