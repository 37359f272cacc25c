import type { RunShape } from '@evenhand/metrics';
import {
  confusionChange,
  countText,
  dumbbell,
  flipTable,
  groupKey,
  metricFacts,
  metricName,
} from '@evenhand/report';
import type { ReactNode } from 'react';
import { comparableRuns } from '../../data/comparable-runs';
import type { ShownComparison } from '../../data/comparison';
import { groupColour } from '../../data/group-colours';
import { compareGrouping, compareHref } from '../../lib/compare-view';
import { PageHeader } from '../../ui/page-header';
import { WithCommands } from '../../ui/problem';
import { Tabs } from '../../ui/tabs';
import { ChangeFindings } from './change-findings';
import { ChooseRuns } from './choose-runs';
import { CompareControls } from './compare-controls';
import { ComparisonExports } from './comparison-exports';
import { ConfusionChangeView } from './confusion-change';
import { Differences } from './differences';
import { DumbbellView } from './dumbbell';
import { FlipsView } from './flips';
import { GapChange } from './gap-change';
import { Omnibus } from './omnibus';
import { OtherRuns } from './other-runs';

/** A baseline against its candidates, one candidate and one task at a time. */
export function Comparison(props: { comparison: ShownComparison; shape: RunShape }): ReactNode {
  const { shape } = props;
  const { document, view, metrics } = props.comparison;
  const comparison = document.comparisons.find(({ candidate }) => candidate === view.shown);
  const candidate = document.candidates.find(({ id }) => id === view.shown);
  const task = comparison?.tasks.find((entry) => entry.task === view.task);
  if (!comparison || !candidate || !task) return <ChooseRuns runs={comparableRuns()} {...view} />;
  const grouping = compareGrouping(task, view.by);
  const slice =
    Object.keys(view.group).length === 0
      ? task.overall
      : (grouping?.slices.find((entry) => groupKey(entry.group) === groupKey(view.group)) ?? task.overall);
  const { base } = document;
  const plot = grouping && dumbbell(task, grouping, { ...view, plan: document.plan });
  return (
    <>
      <PageHeader
        title={
          <>
            {base.model.name}
            <span className="text-ink-2">@{base.model.version}</span> <span className="text-ink-3">→</span>{' '}
            {candidate.model.name === base.model.name ? '' : candidate.model.name}
            <span className="text-accent">@{candidate.model.version}</span>
          </>
        }
        lead={`On ${base.dataset.name}: ${countText(document.images.shared)} images, ${document.images.same ? 'the same in every run' : 'those that every run has predicted'}.`}
      >
        <ComparisonExports view={view} />
      </PageHeader>
      {document.warnings.map(({ code, message, count }) => (
        <p key={code + message} className="rounded-md border border-line-strong bg-surface px-4 py-2.5">
          <WithCommands text={message} /> {count !== undefined && `(${countText(count)} images)`}
        </p>
      ))}
      {document.candidates.length > 1 && <Omnibus document={document} view={view} />}
      <ChangeFindings comparison={comparison} view={view} />
      <Tabs
        label="Tasks"
        tabs={comparison.tasks.map((entry) => ({
          name: entry.task,
          href: compareHref({
            ...view,
            task: entry.task,
            by: [],
            metric: 'accuracy',
            label: undefined,
            group: {},
          }),
          current: entry.task === view.task,
        }))}
      />
      <CompareControls
        view={view}
        groupings={task.groupings.map(({ by, degenerate }) => ({ by, degenerate }))}
        metrics={metrics.map(metricFacts)}
        labels={task.order ?? task.labels}
      />
      {plot && (
        <DumbbellView
          plot={plot}
          name={metricName(view.metric, view.label)}
          colours={plot.rows.map((row) => groupColour(shape, row.group))}
          view={view}
        >
          {grouping && <GapChange grouping={grouping} view={view} />}
        </DumbbellView>
      )}
      <FlipsView table={flipTable(task, grouping)} view={view} />
      <ConfusionChangeView change={confusionChange(task, slice, document.plan)} view={view} />
      <Differences comparison={comparison} />
      <OtherRuns base={view.base} candidates={view.candidates} />
    </>
  );
}
