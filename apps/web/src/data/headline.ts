import type { Disparity, Estimate, TaskAudit } from '@evenhand/contracts';
import { findDisparity, type Verdict, verdictOf } from '@evenhand/report';
import { sharedCache } from './cache';
import type { RunResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** What the list of runs says about one task. */
export interface Headline {
  task: string;
  accuracy: Estimate | undefined;
  /** The widest gap of accuracy between the groups of one attribute. */
  gap: { by: string; disparity: Disparity; verdict: Verdict } | undefined;
}

const headlines = sharedCache<Headline[]>('headlines', 5000);

/** Accuracy and the widest gap between single groups, per task that the run measures. */
export function headline(result: RunResult): Headline[] {
  return headlines.get(result.version, () =>
    measuredTasks(result).flatMap((task) => {
      const audit = taskResult(result, task);
      return audit ? [{ task, accuracy: audit.overall.metrics['accuracy'], gap: widestGap(audit) }] : [];
    }),
  );
}

function widestGap(audit: TaskAudit): Headline['gap'] {
  return audit.groupings
    .flatMap((grouping) => {
      const disparity = findDisparity(grouping, 'accuracy');
      const [by] = grouping.by;
      if (grouping.by.length !== 1 || grouping.degenerate || by === undefined || !disparity) return [];
      return [{ by, disparity, verdict: verdictOf(disparity, audit) }];
    })
    .sort((a, b) => (b.disparity.gap.value ?? -1) - (a.disparity.gap.value ?? -1))[0];
}
