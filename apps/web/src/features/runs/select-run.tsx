'use client';
import type { ReactNode } from 'react';
import { useSelection } from './use-selection';

/** Puts a run on the list of what is compared. */
export function SelectRun({ run, name }: { run: string; name: string }): ReactNode {
  const { chosen, full, toggle } = useSelection();
  const isChosen = chosen.includes(run);
  return (
    <input
      type="checkbox"
      aria-label={`Compare ${name}`}
      checked={isChosen}
      disabled={full && !isChosen}
      onChange={() => toggle(run)}
      data-select
      className="block size-4 accent-accent"
    />
  );
}
