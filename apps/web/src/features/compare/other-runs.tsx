'use client';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { ChooseRuns } from './choose-runs';

/** The choice of runs under a comparison: drawn when it is opened, because there may be hundreds. */
export function OtherRuns(props: ComponentProps<typeof ChooseRuns>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="card p-4" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-medium">Compare other runs</summary>
      {isOpen && (
        <div className="mt-4">
          <ChooseRuns {...props} />
        </div>
      )}
    </details>
  );
}
