import type { ModelComparison } from '@evenhand/contracts';
import type { ReactNode } from 'react';
import { TableFrame } from '../../ui/table-frame';

/** In what the two runs differ besides their answers. */
export function Differences({ comparison }: { comparison: ModelComparison }): ReactNode {
  return (
    <section aria-labelledby="settings" className="flex flex-col gap-3">
      <h2 id="settings" className="text-lg font-semibold">
        {comparison.differences.length === 0 ? 'The runs differ in no setting' : 'Settings that differ'}
      </h2>
      {comparison.differences.length > 0 && (
        <TableFrame label="Settings that differ">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Baseline</th>
                <th scope="col">Candidate</th>
              </tr>
            </thead>
            <tbody>
              {comparison.differences.map(({ field, base, candidate }) => (
                <tr key={field}>
                  <th scope="row">{field}</th>
                  <td className="font-mono text-[13px] break-all">{base ?? 'none'}</td>
                  <td className="font-mono text-[13px] break-all">{candidate ?? 'none'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}
