import { runOptions } from '@evenhand/contracts';
import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { rerunCommand } from '../../lib/rerun-command';
import { CopyButton } from '../../ui/copy-button';
import { When } from '../../ui/when';

/** Where every number of this run comes from. */
export function Provenance({ run }: { run: Run }): ReactNode {
  const { truths, imported } = runOptions.parse(run.options);
  const { command, files } = rerunCommand(run);
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg font-semibold">To do the same again</h2>
          <CopyButton text={command} />
        </div>
        <pre className="card p-4 font-mono text-[13px] break-words whitespace-pre-wrap">{command}</pre>
        {files.map(({ name, text }) => (
          <details key={name} className="card px-4 py-2.5">
            <summary className="cursor-pointer">
              With <span className="font-mono text-[13px]">{name}</span>
            </summary>
            <pre className="mt-2 font-mono text-[13px] break-words whitespace-pre-wrap text-ink-2">
              {text}
            </pre>
          </details>
        ))}
      </section>
      <div className="grid gap-6 lg:grid-cols-2">
        <Facts title="Model">
          <Fact name="Name">{`${run.model.name}@${run.model.version}`}</Fact>
          <Fact name="Digest" mono>
            {run.model.digest}
          </Fact>
          <Fact name="Preprocessing" mono>
            {run.preprocessDigest}
          </Fact>
          <Fact name="Device">{run.device}</Fact>
          <Fact name="Precision">{run.precision}</Fact>
          <Fact name="Batch">{run.batchSize}</Fact>
        </Facts>
        <Facts title="Data set">
          <Fact name="Name">{run.dataset.name}</Fact>
          <Fact name="Digest" mono>
            {run.dataset.digest}
          </Fact>
          <Fact name="Samples">{countText(run.dataset.samples)}</Fact>
          <Fact name="Labels">{run.dataset.labels}</Fact>
        </Facts>
        <Facts title="Run">
          <Fact name="Id" mono>
            {run.id}
          </Fact>
          <Fact name="Started">
            <When at={run.startedAt} />
          </Fact>
          <Fact name="Finished">{run.finishedAt === null ? 'not yet' : <When at={run.finishedAt} />}</Fact>
          <Fact name="Images">
            {`${countText(run.counts.ok)} predicted, ${countText(run.counts.failed)} failed, ${countText(run.counts.excluded)} excluded from a task, of ${countText(run.total)}`}
          </Fact>
          {Object.entries(run.tags).map(([key, value]) => (
            <Fact key={key} name={`Tag ${key}`}>
              {value}
            </Fact>
          ))}
        </Facts>
        {imported && (
          <Facts title="Imported file">
            <Fact name="File">{imported.file}</Fact>
            <Fact name="SHA-256" mono>
              {imported.sha256}
            </Fact>
            <Fact name="Rows">{countText(imported.rows)}</Fact>
            {imported.repairs.map(({ attribute, from, to, count }) => (
              <Fact key={`${attribute} ${from}`} name="Read as">
                {`${attribute}: “${from}” as “${to}” (${countText(count)})`}
              </Fact>
            ))}
          </Facts>
        )}
        <Facts title="Software">
          {Object.entries(run.software).map(([name, version]) => (
            <Fact key={name} name={name} mono>
              {version}
            </Fact>
          ))}
        </Facts>
        <Facts title="What each task is measured against">
          {Object.entries(truths).map(([task, truth]) => (
            <Fact key={task} name={task}>
              {truth === null ? 'predicted only' : describe(truth)}
            </Fact>
          ))}
        </Facts>
      </div>
    </div>
  );
}

/** The attribute, and the labels that are not simply themselves. */
function describe({
  attribute,
  labels,
}: {
  attribute: string;
  labels: Record<string, string | null>;
}): string {
  const changed = Object.entries(labels).filter(([from, to]) => from !== to);
  if (changed.length === 0) return attribute;
  return `${attribute}: ${changed.map(([from, to]) => `${from} → ${to ?? 'left out'}`).join(', ')}`;
}

function Facts({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="card flex flex-col gap-3 p-4 sm:p-5">
      <h2 className="font-semibold">{title}</h2>
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1.5">{children}</dl>
    </section>
  );
}

function Fact({
  name,
  mono = false,
  children,
}: {
  name: string;
  mono?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className={`min-w-0 break-words ${mono ? 'font-mono text-[13px] break-all' : ''}`}>{children}</dd>
    </>
  );
}
