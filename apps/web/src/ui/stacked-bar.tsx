import type { ReactNode } from 'react';

/** Parts of a whole side by side. `words` say what is drawn, where the table beside it does not. */
export function StackedBar(props: {
  parts: readonly number[];
  /** What the parts add up to. */
  whole: number;
  /** A class per part. */
  shades: readonly string[];
  height: number;
  words?: string;
}): ReactNode {
  const { parts, whole, shades, height, words } = props;
  let from = 0;
  const bars = parts.map((part, index) => {
    const x = from;
    from += part;
    return (
      <rect
        key={shades[index]}
        x={`${(100 * x) / whole}%`}
        width={`${(100 * part) / whole}%`}
        height={height}
        className={`${shades[index]} stroke-surface`}
      />
    );
  });
  const size = { width: '100%', height, className: 'block' };
  if (words === undefined) {
    return (
      <svg {...size} aria-hidden="true">
        {bars}
      </svg>
    );
  }
  return (
    <svg {...size} role="img" aria-label={words}>
      <title>{words}</title>
      {bars}
    </svg>
  );
}
