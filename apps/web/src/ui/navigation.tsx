'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { Link } from './link';
import { openPalette } from './open-palette';
import { sections } from './sections';

/** The left rail; on a phone a bar at the bottom, where thumbs are. */
export function Navigation({ children }: { children: ReactNode }): ReactNode {
  const path = usePathname();
  return (
    <div className="contents lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:gap-6 lg:border-r lg:border-line lg:bg-surface lg:px-3 lg:py-5">
      <header className="flex items-center gap-2 border-b border-line bg-surface px-4 py-2.5 lg:border-0 lg:px-2 lg:py-0">
        <Link href="/runs" className="flex items-center gap-2 text-base font-semibold tracking-tight">
          <Mark />
          Evenhand
        </Link>
        <div className="ml-auto lg:hidden">{children}</div>
        <button
          type="button"
          className="button lg:hidden"
          onClick={openPalette}
          aria-label="Search and commands"
        >
          <Icon name="search" />
        </button>
      </header>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface lg:static lg:border-0 lg:bg-transparent"
      >
        <ul className="flex justify-around lg:flex-col lg:gap-0.5">
          {sections.map(({ href, name, icon }) => {
            const current = path === href || path.startsWith(`${href}/`);
            return (
              <li key={href} className="flex-1">
                <Link
                  href={href}
                  aria-current={current ? 'page' : undefined}
                  className="flex flex-col items-center gap-1 px-2 py-2 text-xs font-medium text-ink-2 hover:text-ink aria-[current]:text-accent lg:flex-row lg:gap-2.5 lg:rounded-md lg:py-1.5 lg:text-sm lg:hover:bg-sunk lg:aria-[current]:bg-accent-soft"
                >
                  <Icon name={icon} />
                  {name}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <search aria-label="Everything" className="hidden lg:block">
        <button
          type="button"
          onClick={openPalette}
          className="button w-full !justify-start !font-normal text-ink-2"
        >
          <Icon name="search" />
          Search
          <kbd className="ml-auto font-mono text-xs text-ink-3">/</kbd>
        </button>
      </search>
      <aside aria-label="Preferences" className="mt-auto hidden lg:block">
        {children}
      </aside>
    </div>
  );
}

/** Two even bars of a balance. */
function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
      <rect x="2" y="4" width="16" height="4.5" rx="1" fill="currentColor" />
      <rect x="2" y="11.5" width="16" height="4.5" rx="1" fill="currentColor" opacity=".45" />
    </svg>
  );
}
