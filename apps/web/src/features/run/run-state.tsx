import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { RunResult } from '../../data/run-result';
import { WithCommands } from '../../ui/problem';

/** What is missing from this result, where something is. */
export function RunState({ result }: { result: RunResult }): ReactNode {
  const { run } = result;
  const done = countText(run.counts.ok + run.counts.failed);
  const total = countText(run.total);
  const isPartial = run.status !== 'finished' && result.tables() !== null;
  const partial = isPartial
    ? `The numbers below are of the first ${done} of ${total} images.`
    : `${done} of ${total} images are done; results of a run this large come when it ends.`;
  return (
    <>
      {run.status === 'running' && <Note>{partial} They change until the run ends.</Note>}
      {run.status === 'interrupted' && (
        <Note>
          This run was interrupted. {partial} Go on with{' '}
          <WithCommands
            text={`\`evenhand run --model ${run.model.name}@${run.model.version} --dataset ${run.dataset.name} --resume ${run.id}\``}
          />
        </Note>
      )}
      {run.status === 'failed' && <Note>This run failed. {partial}</Note>}
      {run.warnings.map((warning) => (
        <Note key={warning.code + warning.message}>
          {warning.message}
          {warning.count !== undefined && ` (${countText(warning.count)} images)`}
        </Note>
      ))}
    </>
  );
}

function Note({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="hatched rounded-md border border-line-strong">
      <span className="block rounded-md bg-[color-mix(in_srgb,var(--surface)_92%,transparent)] px-4 py-2.5">
        {children}
      </span>
    </p>
  );
}
