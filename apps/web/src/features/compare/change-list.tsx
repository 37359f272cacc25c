'use client';
import type { ChangeVerdict } from '@evenhand/report';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { ChangeMark } from './change-mark';

/** What became better or worse, in words. */
export interface ChangeItem {
  key: string;
  href: string;
  verdict: ChangeVerdict;
  label: string;
  title: string;
  text: string;
}

/** For the client, as the list of runs is: there may be dozens. */
export function ChangeList({ items }: { items: readonly ChangeItem[] }): ReactNode {
  if (items.length === 0) return null;
  return (
    <ol className="card divide-y divide-line">
      {items.map(({ key, href, verdict, label, title, text }) => (
        <li key={key}>
          <Link href={href} data-walk className="group flex gap-3 px-4 py-3 hover:bg-sunk sm:px-5">
            <ChangeMark verdict={verdict} />
            <span className="flex flex-col gap-0.5">
              <span className="font-medium text-pretty group-hover:text-accent">
                <span className={verdict === 'worse' ? 'text-alarm' : ''}>{label}.</span> {title}
              </span>
              <span className="text-ink-2">{text}</span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
