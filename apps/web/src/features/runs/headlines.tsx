'use client';
import type { Headline } from '@evenhand/contracts';
import { columnDigits, groupName, intervalText, numberText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { VerdictMark } from '../../ui/verdict';

/**
 * One line a task: its accuracy with limits, and the widest gap between groups with its verdict. For the client, so that
 * a page that lists many runs sends their numbers once, and not what is drawn of them too.
 */
export function Headlines({ headlines }: { headlines: readonly Headline[] }): ReactNode {
  if (headlines.length === 0) return null;
  return (
    <dl className="flex flex-col gap-1.5 sm:gap-0.5">
      {headlines.map((headline) => (
        <div
          key={headline.task}
          className="grid grid-cols-[5rem_minmax(0,1fr)] items-baseline gap-x-3 lg:grid-cols-[5rem_8.5rem_minmax(0,1fr)]"
        >
          <dt className="truncate text-ink-2" title={headline.task}>
            {headline.task}
          </dt>
          <dd className="whitespace-nowrap tabular-nums">
            <Accuracy {...headline} />
          </dd>
          <dd className="max-lg:col-start-2">
            <Gap {...headline} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Accuracy({ accuracy }: Headline): ReactNode {
  const style = { unit: 'percent', digits: columnDigits([accuracy], 'percent') } as const;
  return (
    <>
      <span className="font-medium">{numberText(accuracy.value, style)}</span>{' '}
      <span className="text-xs text-ink-3">{intervalText(accuracy, style)}</span>
    </>
  );
}

function Gap({ gap }: Headline): ReactNode {
  if (!gap) return null;
  const style = { unit: 'points', digits: columnDigits([gap.gap], 'points') } as const;
  return (
    <span className="flex items-baseline gap-1.5 text-xs text-ink-2">
      <VerdictMark verdict={gap.verdict} />
      <span>
        {gap.verdict === 'unknown'
          ? `${gap.by}: not enough data`
          : `${numberText(gap.gap.value, style)}, ${groupName(gap.worst.group)} to ${groupName(gap.best.group)}`}
      </span>
    </span>
  );
}
