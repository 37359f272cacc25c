import type { RunStatus } from '@evenhand/contracts';
import type { ReactNode } from 'react';

const looks: Record<RunStatus, { name: string; dot: string }> = {
  running: { name: 'Running', dot: 'border-accent bg-accent' },
  finished: { name: 'Finished', dot: 'border-ink-3 bg-ink-3' },
  interrupted: { name: 'Interrupted', dot: 'border-ink-3 hatched' },
  failed: { name: 'Failed', dot: 'border-alarm rotate-45 rounded-none bg-alarm' },
};

/** The state of a run, in a word with a mark of its own shape. */
export function Status({ status }: { status: RunStatus }): ReactNode {
  const { name, dot } = looks[status];
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span className={`size-2 rounded-full border ${dot}`} />
      {name}
    </span>
  );
}
