import type { ReactNode } from 'react';

/** Strokes on a 16 × 16 grid. */
const paths = {
  runs: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  compare: 'M5 2.5v11M11 2.5v11M2.5 5.5h5M8.5 10.5h5',
  models: 'M8 2 14 5 8 8 2 5zM2 8.2l6 3 6-3M2 11.2l6 3 6-3',
  datasets: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14',
  right: 'M6 3l5 5-5 5',
  left: 'M10 3 5 8l5 5',
  down: 'M3 6l5 5 5-5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  up: 'M3 10l5-5 5 5',
  check: 'M3 8.5 6.5 12 13 4.5',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  screen: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside words; it says nothing by itself. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`size-4 shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
