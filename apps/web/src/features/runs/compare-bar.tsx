'use client';
import type { ReactNode } from 'react';
import { compareHref } from '../../lib/compare-view';
import { Link } from '../../ui/link';
import { useSelection } from './use-selection';

/** Appears when runs are chosen; the oldest of them is the baseline. */
export function CompareBar(): ReactNode {
  const { chosen, clear } = useSelection();
  if (chosen.length === 0) return null;
  // Ids sort by start.
  const [base, ...candidates] = chosen.toSorted();
  return (
    <div className="card sticky bottom-16 z-20 flex flex-wrap items-center gap-3 self-center px-4 py-2.5 shadow-lg lg:bottom-4">
      <p role="status">
        {chosen.length} {chosen.length === 1 ? 'run' : 'runs'} chosen
        {chosen.length === 1 && <span className="text-ink-2">, choose one more</span>}
      </p>
      {candidates.length > 0 && (
        <Link href={compareHref({ base, candidates })} className="button button-accent">
          Compare
        </Link>
      )}
      <button type="button" onClick={clear} className="button">
        Clear
      </button>
    </div>
  );
}
