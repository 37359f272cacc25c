import type { Run, StoredModel } from '@evenhand/db';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';
import { When } from '../../ui/when';
import { runRow } from '../runs/run-row';
import { FinishedRuns } from './finished-runs';

/** Every registered version and every finished run. */
export function VersionsView(props: {
  model: string;
  versions: readonly StoredModel[];
  /** The newest ones. */
  runs: readonly Run[];
  /** How many there are. */
  all: number;
}): ReactNode {
  const { model, versions, runs, all } = props;
  return (
    <>
      <section aria-labelledby="runs" className="flex flex-col gap-3">
        <h2 id="runs" className="text-lg font-semibold">
          Finished runs
        </h2>
        {runs.length === 0 ? (
          <p className="card p-5 text-ink-2">None yet.</p>
        ) : (
          <FinishedRuns runs={runs.map(runRow)} />
        )}
        {all > runs.length && (
          <p className="text-xs text-ink-2">
            The newest {runs.length} of {all}; the{' '}
            <Link href={`/runs?q=${encodeURIComponent(`${model}@`)}`} className="text-link">
              list of runs
            </Link>{' '}
            has all.
          </p>
        )}
      </section>
      {versions.length > 0 && (
        <section aria-labelledby="versions" className="flex flex-col gap-3">
          <h2 id="versions" className="text-lg font-semibold">
            Registered versions
          </h2>
          <TableFrame label="Registered versions" tall>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">Tasks</th>
                  <th scope="col">Digest</th>
                  <th scope="col">Added</th>
                </tr>
              </thead>
              <tbody>
                {versions.map((model) => (
                  <tr key={model.version}>
                    <th scope="row">{model.version}</th>
                    <td className="min-w-44">
                      {model.manifest.tasks.map((task) => `${task.name} (${task.labels.length})`).join(', ')}
                    </td>
                    <td className="font-mono text-[13px]" title={model.digest}>
                      {model.digest.slice(0, 16)}…
                    </td>
                    <td>
                      <When at={model.addedAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        </section>
      )}
    </>
  );
}
