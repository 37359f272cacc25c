'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { Dialog } from './dialog';
import { HELP_EVENT } from './open-palette';

const keys: readonly [string, string][] = [
  ['/', 'Search, or go to the page’s filter'],
  ['Ctrl K', 'Commands'],
  ['j k', 'Next and previous row or image'],
  ['Enter', 'Open what is focused'],
  ['← → ↑ ↓', 'Walk through images'],
  ['x', 'Choose a run for comparing'],
  ['b', 'Show, blur or hide images'],
  ['Esc', 'Close'],
  ['?', 'This list'],
];

export function KeyboardHelp(): ReactNode {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = (): void => setOpen(true);
    window.addEventListener(HELP_EVENT, show);
    return () => window.removeEventListener(HELP_EVENT, show);
  }, []);
  return (
    <Dialog title="Keyboard" open={open} onClose={() => setOpen(false)}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2.5 p-4">
        {keys.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-ink-2">{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
