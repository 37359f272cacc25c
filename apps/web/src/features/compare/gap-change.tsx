import type { GroupingComparison } from '@evenhand/contracts';
import { columnDigits, groupName, intervalText, metricFacts, numberText, pText } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { CompareView } from '../../lib/compare-view';

/** The gap then and now, and whether the change was the same for all groups. */
export function GapChange({
  grouping,
  view,
}: {
  grouping: GroupingComparison;
  view: CompareView;
}): ReactNode {
  const change = grouping.changes.find((entry) => entry.metric === view.metric && entry.class === view.label);
  if (!change)
    return <p className="text-ink-2">Fewer than two groups have enough images to speak of a gap.</p>;
  const { unit } = metricFacts(view.metric);
  const points = {
    unit: unit === 'percent' ? 'points' : unit,
    digits: columnDigits([change.gapChange, change.base.gap], unit),
  } as const;
  const { heterogeneity } = change;
  return (
    <div className="flex flex-col gap-1 text-ink-2">
      <p>
        The gap was {numberText(change.base.gap.value, points)} (lowest: {groupName(change.base.worst.group)})
        and is {numberText(change.candidate.gap.value, points)} (lowest:{' '}
        {groupName(change.candidate.worst.group)}): change{' '}
        {numberText(change.gapChange.value, { ...points, signed: true })}{' '}
        {intervalText(change.gapChange, points)}.
      </p>
      {heterogeneity.p !== null && (
        <p>
          {heterogeneity.p < 0.05
            ? `The change differs between the ${change.groups} groups`
            : `No sign that the change differs between the ${change.groups} groups`}{' '}
          (Q = {heterogeneity.statistic.toFixed(1)}, {pText(heterogeneity.p)}).
        </p>
      )}
    </div>
  );
}
