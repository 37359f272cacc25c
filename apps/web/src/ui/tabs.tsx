'use client';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from './link';

/** Pages beside each other: links, because each one has its own address. */
export function Tabs(props: {
  label: string;
  tabs: readonly { name: string; href: string; current?: boolean }[];
}): ReactNode {
  const path = usePathname();
  const bar = useRef<HTMLElement>(null);
  const open = props.tabs.find(({ current }) => current)?.href ?? path;
  // On a phone the tabs may be wider than the screen: the one that is open is in sight.
  useEffect(() => {
    const tab = open && bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && tab) {
      const room = bar.current.clientWidth - tab.offsetWidth;
      bar.current.scrollLeft = tab.offsetLeft - bar.current.offsetLeft - room / 2;
    }
  }, [open]);
  return (
    <nav
      ref={bar}
      aria-label={props.label}
      className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-1">
        {props.tabs.map(({ name, href, current }, index) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={
                (current ?? (path === href || (index > 0 && path.startsWith(`${href}/`))))
                  ? 'page'
                  : undefined
              }
              className="-mb-px block border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
