import type { ModelComparison } from '@evenhand/contracts';
import { changeInWords, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { Link } from '../../ui/link';
import { unbroken } from '../../ui/unbroken';
import { ChangeMark } from './change-mark';

/** Certain changes are all shown; of possible ones the first few, the rest on demand. */
const FEW = 4;

/** What became worse and what became better, certain findings first. */
export function ChangeFindings({
  comparison,
  view,
}: {
  comparison: ModelComparison;
  view: CompareView;
}): ReactNode {
  const findings = comparison.tasks.flatMap(({ task, findings: own }) =>
    own.map((finding) => ({ task, finding })),
  );
  const worse = findings.filter(({ finding }) => finding.certain && finding.verdict === 'worse');
  const better = findings.filter(({ finding }) => finding.certain && finding.verdict === 'better');
  const possible = findings.filter(({ finding }) => !finding.certain);
  return (
    <section aria-labelledby="changes" className="flex flex-col gap-3">
      <h2 id="changes" className="text-lg font-semibold">
        {headline(worse.length, better.length)}
      </h2>
      <List entries={[...worse, ...better].slice(0, 12)} view={view} />
      {worse.length + better.length > 12 && (
        <More name={`${worse.length + better.length - 12} more certain changes`}>
          <List entries={[...worse, ...better].slice(12)} view={view} />
        </More>
      )}
      {possible.length > 0 && (
        <More
          name={`${possible.length} possible ${possible.length === 1 ? 'change' : 'changes'}, not certain for all groups at once`}
        >
          <List entries={possible.slice(0, 12 * FEW)} view={view} />
        </More>
      )}
    </section>
  );
}

function headline(worse: number, better: number): string {
  if (worse === 0 && better === 0) return 'Nothing changed for certain';
  const parts = [
    worse === 0
      ? 'Certainly worse for no group'
      : `${worse} certain ${worse === 1 ? 'regression' : 'regressions'}`,
    better === 0
      ? 'certainly better for none'
      : `${better} certain ${better === 1 ? 'improvement' : 'improvements'}`,
  ];
  return parts.join(', ');
}

type Entry = { task: string; finding: ModelComparison['tasks'][number]['findings'][number] };

function List({ entries, view }: { entries: readonly Entry[]; view: CompareView }): ReactNode {
  if (entries.length === 0) return null;
  return (
    <ol className="card divide-y divide-line">
      {entries.map(({ task, finding }) => {
        const { label, title, text } = changeInWords(task, finding);
        const alarming = finding.certain && finding.verdict === 'worse';
        return (
          <li key={`${task} ${finding.metric} ${finding.class} ${groupKey(finding.group)}`}>
            <Link
              href={compareHref({
                ...view,
                task,
                by: finding.by,
                metric: finding.metric,
                label: finding.class,
                group: finding.group,
              })}
              data-walk
              className="group flex gap-3 px-4 py-3 hover:bg-sunk sm:px-5"
            >
              <ChangeMark verdict={finding.certain ? finding.verdict : `possibly ${finding.verdict}`} />
              <span className="flex flex-col gap-0.5">
                <span className="font-medium text-pretty group-hover:text-accent">
                  <span className={alarming ? 'text-alarm' : ''}>{label}.</span> {unbroken(title)}
                </span>
                <span className="text-ink-2">{unbroken(text)}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

function More({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <details className="flex flex-col">
      <summary className="cursor-pointer py-1 text-ink-2">{name}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
