import type { ReactNode } from 'react';
import { PageHeader } from '../../ui/page-header';

const rows = [0, 1, 2, 3, 4, 5];

/** The outline of a comparison, while the runs are read: what comes takes these places. */
export function ComparisonSkeleton(): ReactNode {
  return (
    <>
      <PageHeader title="Compare" lead="Reading what the runs say about the same images …" />
      <div aria-hidden="true" className="flex flex-col gap-6">
        <div className="flex flex-col gap-3">
          <Bar className="h-5 w-80 max-w-full" />
          <div className="card divide-y divide-line">
            {rows.map((row) => (
              <div key={row} className="flex flex-col gap-2 px-5 py-3.5">
                <Bar className="h-3.5 w-2/3" />
                <Bar className="h-3 w-1/3" />
              </div>
            ))}
          </div>
        </div>
        <Bar className="h-9 w-64 max-w-full" />
        <div className="card h-96" />
      </div>
    </>
  );
}

function Bar({ className }: { className: string }): ReactNode {
  return <div className={`rounded bg-sunk ${className}`} />;
}
