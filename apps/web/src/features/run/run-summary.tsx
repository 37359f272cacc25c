import type { TaskAudit } from '@evenhand/contracts';
import { type Finding, findingName, type Summary } from '@evenhand/report';
import type { ReactNode } from 'react';
import { runPath } from '../../lib/run-path';
import { taskViewHref } from '../../lib/task-view-href';
import { Link } from '../../ui/link';
import { unbroken } from '../../ui/unbroken';
import { VerdictChip } from '../../ui/verdict';

/** The result in words: what is real, what is noise, what is unknown. */
export function RunSummary(props: { run: string; summary: Summary; tasks: readonly TaskAudit[] }): ReactNode {
  const { run, summary, tasks } = props;
  return (
    <section aria-labelledby="findings" className="flex flex-col gap-3">
      <h2 id="findings" className="text-lg font-semibold">
        {summary.real.length === 0
          ? 'No difference between groups is more than noise'
          : summary.real.length === 1
            ? 'One difference between groups is more than noise'
            : `The ${summary.real.length} largest differences that are more than noise`}
      </h2>
      {summary.real.length > 0 && (
        <ol className="card divide-y divide-line">
          {summary.real.map((finding) => (
            <li key={findingHref(run, finding)}>
              <Link
                href={findingHref(run, finding)}
                data-walk
                className="group flex flex-col gap-1 px-4 py-3 hover:bg-sunk sm:px-5"
              >
                <span className="font-medium text-pretty group-hover:text-accent">
                  {unbroken(finding.title)}
                </span>
                <span className="text-ink-2">{unbroken(finding.sentence)}</span>
              </Link>
            </li>
          ))}
        </ol>
      )}
      <Others verdict="noise" findings={summary.noise} tasks={tasks} />
      <Others verdict="unknown" findings={summary.unknown} tasks={tasks} />
    </section>
  );
}

function findingHref(run: string, { task, by, metric, label }: Finding): string {
  return taskViewHref(runPath(run, 'tasks', task), { by, metric, label });
}

function Others(props: {
  verdict: 'noise' | 'unknown';
  findings: readonly Finding[];
  tasks: readonly TaskAudit[];
}): ReactNode {
  const { verdict, findings, tasks } = props;
  if (findings.length === 0) return null;
  return (
    <details className="card px-4 py-3 sm:px-5">
      <summary className="flex cursor-pointer flex-wrap items-center gap-3 marker:text-ink-3">
        <VerdictChip verdict={verdict} />
        <span>
          {findings.length} {findings.length === 1 ? 'comparison' : 'comparisons'}
        </span>
      </summary>
      <dl className="mt-3 flex flex-col gap-2 text-ink-2">
        {tasks.map(({ task }) => {
          const own = findings.filter((finding) => finding.task === task);
          return (
            own.length > 0 && (
              <div key={task} className="flex flex-col sm:flex-row sm:gap-4">
                <dt className="w-24 shrink-0 font-medium text-ink">{task}</dt>
                <dd>{own.map(findingName).join(' · ')}</dd>
              </div>
            )
          );
        })}
      </dl>
    </details>
  );
}
