import type { Headline } from '@evenhand/contracts';
import { columnDigits, groupName, intervalText, numberText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { VerdictMark } from '../../ui/verdict';

/** Accuracy with its limits, and under it the widest gap between groups with its verdict. */
export function HeadlineText({ accuracy, gap }: Headline): ReactNode {
  const style = { unit: 'percent', digits: columnDigits([accuracy], 'percent') } as const;
  const gapStyle = { unit: 'points', digits: columnDigits([gap?.gap], 'points') } as const;
  return (
    <div className="flex flex-col">
      <span className="whitespace-nowrap">
        <span className="font-medium">{numberText(accuracy.value, style)}</span>{' '}
        <span className="text-xs text-ink-3">{intervalText(accuracy, style)}</span>
      </span>
      {gap && (
        <span className="flex max-w-52 items-baseline gap-1.5 text-xs text-ink-2">
          <VerdictMark verdict={gap.verdict} />
          <span>
            {gap.verdict === 'unknown'
              ? `${gap.by}: not enough data`
              : `${numberText(gap.gap.value, gapStyle)}, ${groupName(gap.worst.group)} to ${groupName(gap.best.group)}`}
          </span>
        </span>
      )}
    </div>
  );
}
