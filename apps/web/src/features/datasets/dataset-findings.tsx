import type { StoredDataset } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';

/** What was repaired and what was noticed when the data set was added. */
export function DatasetFindings({ dataset }: { dataset: StoredDataset }): ReactNode {
  const { repairs, warnings } = dataset;
  return (
    <section aria-labelledby="integrity" className="flex flex-col gap-3">
      <h2 id="integrity" className="text-lg font-semibold">
        {repairs.length + warnings.length === 0 ? 'Nothing was repaired, nothing was noticed' : 'Integrity'}
      </h2>
      {repairs.length + warnings.length > 0 && (
        <ul className="card divide-y divide-line">
          {warnings.map((warning) => (
            <li key={warning.code + warning.message} className="px-4 py-2.5">
              {warning.message}
              {warning.count !== undefined && (
                <span className="text-ink-2"> ({countText(warning.count)} images)</span>
              )}
            </li>
          ))}
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
