'use client';
import { type ReactNode, useState } from 'react';
import type { RunChoice } from '../../data/comparable-runs';
import { ChooseRuns } from './choose-runs';

/** The choice of runs under a comparison: asked for when it is opened, because there may be hundreds. */
export function OtherRuns(props: { base: string; candidates: readonly string[] }): ReactNode {
  const [runs, setRuns] = useState<readonly RunChoice[]>();
  const [hasFailed, setFailed] = useState(false);
  const read = async (): Promise<void> => {
    try {
      const answer = await fetch('/api/compare/runs');
      if (!answer.ok) throw new Error(`${answer.status}`);
      setRuns(await answer.json());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <details className="card p-4" onToggle={(event) => void (event.currentTarget.open && read())}>
      <summary className="cursor-pointer font-medium">Compare other runs</summary>
      <div className="mt-4">
        {runs ? (
          <ChooseRuns runs={runs} {...props} />
        ) : (
          <p role="status" className="text-ink-2">
            {hasFailed
              ? 'The runs could not be read. Close this and open it again to try once more.'
              : 'Reading the runs …'}
          </p>
        )}
      </div>
    </details>
  );
}
