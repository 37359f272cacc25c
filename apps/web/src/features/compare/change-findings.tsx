import type { ModelComparison } from '@evenhand/contracts';
import { changeInWords, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { unbroken } from '../../ui/unbroken';
import { type ChangeItem, ChangeList } from './change-list';

/** Certain losses are shown, up to so many; of certain gains so many at least, or what the losses leave room for. */
const MOST_LOSSES = 12;
const LEAST_GAINS = 3;
const ROOM = 6;
/** Of changes that are only possible, on demand. */
const MOST_POSSIBLE = 48;

/** What became worse and what became better, certain findings first. */
export function ChangeFindings({
  comparison,
  view,
}: {
  comparison: ModelComparison;
  view: CompareView;
}): ReactNode {
  const list = (entries: readonly Entry[]): ReactNode => (
    <ChangeList items={entries.map((entry) => changeItem(entry, view))} />
  );
  const findings = comparison.tasks.flatMap(({ task, findings: own }) =>
    own.map((finding) => ({ task, finding })),
  );
  const worse = findings.filter(({ finding }) => finding.certain && finding.verdict === 'worse');
  const better = findings.filter(({ finding }) => finding.certain && finding.verdict === 'better');
  const possible = findings.filter(({ finding }) => !finding.certain);
  const losses = Math.min(worse.length, MOST_LOSSES);
  const gains = Math.max(LEAST_GAINS, ROOM - losses);
  const first = [...worse.slice(0, losses), ...better.slice(0, gains)];
  const rest = [...worse.slice(losses), ...better.slice(gains)];
  return (
    <section aria-labelledby="changes" className="flex flex-col gap-3">
      <h2 id="changes" className="text-lg font-semibold">
        {headline(worse.length, better.length)}
      </h2>
      {list(first)}
      {rest.length > 0 && (
        <More name={`${rest.length} more certain ${rest.length === 1 ? 'change' : 'changes'}`}>
          {list(rest)}
        </More>
      )}
      {possible.length > 0 && (
        <More
          name={`${possible.length} possible ${possible.length === 1 ? 'change' : 'changes'}, not certain for all groups at once`}
        >
          {list(possible.slice(0, MOST_POSSIBLE))}
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

function changeItem({ task, finding }: Entry, view: CompareView): ChangeItem {
  const { metric, by, group, verdict, certain } = finding;
  const { label, title, text } = changeInWords(task, finding);
  return {
    key: `${task} ${metric} ${finding.class} ${groupKey(group)}`,
    href: compareHref({ ...view, task, by, metric, label: finding.class, group }),
    verdict: certain ? verdict : `possibly ${verdict}`,
    label,
    title: unbroken(title),
    text: unbroken(text),
  };
}

function More({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <details className="flex flex-col">
      <summary className="cursor-pointer py-1 text-ink-2">{name}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
