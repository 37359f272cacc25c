import { columnDigits, gapStyle, groupName, intervalText, numberText } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { Headline } from '../../data/headline';
import { VerdictMark } from '../../ui/verdict';

/** Accuracy with its limits, and under it the widest gap between groups with its verdict. */
export function HeadlineText({ accuracy, gap }: Headline): ReactNode {
  if (!accuracy) return <span className="text-ink-3">n/a</span>;
  const style = { unit: 'percent', digits: columnDigits([accuracy], 'percent') } as const;
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
            {gap.disparity.gap.value === null
              ? 'not enough data'
              : `${numberText(gap.disparity.gap.value, gapStyle(gap.disparity))}, ${groupName(gap.disparity.worst.group)} to ${groupName(gap.disparity.best.group)}`}
          </span>
        </span>
      )}
    </div>
  );
}
