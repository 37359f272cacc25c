import type { ReactNode } from 'react';

/** What the shades of stacked bars stand for. */
export function ColourKey({
  names,
  shades,
}: {
  names: readonly string[];
  shades: readonly string[];
}): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-2">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" rx="2" className={shades[index]} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
