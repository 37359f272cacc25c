'use client';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Icon } from './icon';

export interface ExportItem {
  /** What is in the files: `Accuracy by race`. */
  title: string;
  files: readonly {
    format: string;
    href: string /** Where the answer does not name itself. */;
    name?: string;
  }[];
}

/** Files of what a page shows. A disclosure with links: it works by keyboard, and before scripts have come. */
export function ExportMenu({ label, items }: { label: string; items: readonly ExportItem[] }): ReactNode {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current) menu.current.open = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !menu.current?.open) return;
    close();
    menu.current.querySelector('summary')?.focus();
  };
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) close();
  };
  return (
    <details ref={menu} onKeyDown={onKeyDown} onBlur={onBlur} className="relative w-fit max-sm:static">
      <summary className="button list-none [&::-webkit-details-marker]:hidden">
        <Icon name="download" />
        {label}
      </summary>
      <ul className="card absolute right-0 z-20 mt-1 flex w-max max-w-[calc(100vw-2rem)] flex-col gap-2 p-3 shadow-lg max-sm:inset-x-4 max-sm:w-auto">
        {items.map(({ title, files }) => (
          <li key={title} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <span className="text-ink-2">{title}</span>
            <span className="flex gap-3">
              {files.map(({ format, href, name }) => (
                <a
                  key={format}
                  href={href}
                  download={name ?? ''}
                  aria-label={`${title} as ${format}`}
                  className="text-link"
                >
                  {format}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
