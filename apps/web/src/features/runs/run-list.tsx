'use client';
import type { ReactNode } from 'react';
import { VerdictKey } from '../../ui/verdict';
import { RunCards } from './run-cards';
import type { RunRow } from './run-row';
import { type RunOrder, RunTable } from './run-table';

/**
 * The runs as a table, on a phone as cards. For the client, so that a page that lists many runs sends what they say
 * once, and not what is drawn of it too.
 */
export function RunList({ runs, order }: { runs: readonly RunRow[]; order: RunOrder }): ReactNode {
  return (
    <>
      <RunTable runs={runs} order={order} />
      <RunCards runs={runs} />
      <div className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
        <p>Widest gap between the groups of one attribute, lowest to highest:</p>
        <VerdictKey />
      </div>
    </>
  );
}
