import type { ChartDot, ChartRow } from './row-chart';

interface Pair extends Pick<ChartRow, 'href' | 'colour' | 'faint'> {
  dots: readonly [PairDot, PairDot];
}

interface PairDot extends Omit<ChartDot, 'at'> {
  at: number | null;
}

/** A row of two values and the way between them; empty where one of them is not known. */
export function pairRow(
  { key, description }: { key: string; description: string },
  { dots: [one, other], ...row }: Pair,
): ChartRow {
  const start = { ...row, key: key === '' ? 'all' : key, text: description };
  if (one.at === null || other.at === null) return { ...start, interval: undefined, dots: [] };
  return {
    ...start,
    interval: [Math.min(one.at, other.at), Math.max(one.at, other.at)],
    dots: [
      { ...one, at: one.at },
      { ...other, at: other.at },
    ],
  };
}
