import type { ReactNode } from 'react';

/** A table scrolls inside its frame, both ways, and its head stays; a shade at the edge says that there is more. Keyboards can scroll it too. */
export function TableFrame(props: {
  label: string;
  children: ReactNode;
  /** Of limited height: it scrolls. */
  tall?: boolean;
  /** Only as wide as its table. */
  fit?: boolean;
}): ReactNode {
  const { label, children, tall = false, fit = false } = props;
  return (
    <section
      aria-label={`${label} (table)`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={`card scrolls relative overflow-auto ${tall ? 'max-h-[46rem]' : ''} ${fit ? 'w-fit max-w-full' : ''}`}
    >
      {children}
    </section>
  );
}
