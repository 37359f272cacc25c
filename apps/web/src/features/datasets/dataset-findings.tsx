import type { IdenticalImages, StoredDataset } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';

/** Sets of identical images that are listed; `evenhand dataset check` has all, and those that are nearly so. */
const MOST_SETS = 20;

/** What was repaired and what was noticed when the data set was added. */
export function DatasetFindings({
  dataset,
  identical,
}: {
  dataset: StoredDataset;
  identical: readonly IdenticalImages[];
}): ReactNode {
  const { repairs, warnings } = dataset;
  const found = repairs.length + warnings.length + identical.length;
  // Labels that cannot both be right come first.
  const sets = identical.toSorted((a, b) => b.conflicts.length - a.conflicts.length);
  return (
    <section aria-labelledby="integrity" className="flex flex-col gap-3">
      <h2 id="integrity" className="text-lg font-semibold">
        {found === 0 ? 'Nothing was repaired, nothing was noticed' : 'Integrity'}
      </h2>
      {found > 0 && (
        <ul className="card divide-y divide-line">
          {warnings.map((warning) => (
            <li key={warning.code + warning.message} className="px-4 py-2.5">
              {warning.message}
              {warning.count !== undefined && (
                <span className="text-ink-2"> ({countText(warning.count)} images)</span>
              )}
            </li>
          ))}
          {sets.slice(0, MOST_SETS).map(({ samples, conflicts }) => (
            <li key={samples.join()} className="px-4 py-2.5">
              Identical images{conflicts.length > 0 && `, labelled differently (${conflicts.join(', ')})`}:{' '}
              <span className="text-ink-2 break-words">
                {samples.slice(0, 6).join(', ')}
                {samples.length > 6 && ` and ${countText(samples.length - 6)} more`}
              </span>
            </li>
          ))}
          {sets.length > MOST_SETS && (
            <li className="px-4 py-2.5 text-ink-2">
              … and {countText(sets.length - MOST_SETS)} more sets of identical images
            </li>
          )}
          {repairs.map((repair) => (
            <li key={`${repair.attribute} ${repair.from}`} className="px-4 py-2.5">
              {repair.attribute}: “{repair.from}” was read as “{repair.to}”{' '}
              <span className="text-ink-2">({countText(repair.count)} images)</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
