import type { ReactNode } from 'react';

/** A filter that is on or off. */
export function Chip(props: { pressed: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  const { pressed, onClick, children } = props;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="h-8 rounded-full border border-line-strong px-3 text-[13px] whitespace-nowrap text-ink-2 hover:bg-sunk aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
    >
      {children}
    </button>
  );
}
