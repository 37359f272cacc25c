import type { AuditDocument, Headline, TaskAudit } from '@evenhand/contracts';

/** What a list of runs says about each task: accuracy, and the widest gap between the groups of one attribute. */
export function headlines(audit: Pick<AuditDocument, 'tasks'>): Headline[] {
  return audit.tasks.flatMap((task) => {
    const accuracy = task.overall.metrics['accuracy'];
    return accuracy ? [{ task: task.task, accuracy, gap: widestGap(task) }] : [];
  });
}

/** Real gaps go before those within noise, and wider ones before narrower ones. */
function widestGap(task: TaskAudit): Headline['gap'] {
  const alpha = task.plan?.alpha ?? 0.05;
  const gaps = task.groupings.flatMap(({ by: [by, ...others], degenerate, disparities }) => {
    const disparity = disparities.find((entry) => entry.metric === 'accuracy' && entry.class === undefined);
    if (by === undefined || others.length > 0 || degenerate || !disparity) return [];
    const { best, worst, gap, expectedGapIfFair } = disparity;
    const p = disparity.q ?? disparity.p;
    const verdict: 'real' | 'noise' | 'unknown' =
      p === null || gap.value === null ? 'unknown' : p <= alpha ? 'real' : 'noise';
    return [{ by, best, worst, gap, expectedGapIfFair, verdict }];
  });
  const rank = { real: 0, noise: 1, unknown: 2 };
  gaps.sort((a, b) => rank[a.verdict] - rank[b.verdict] || (b.gap.value ?? 0) - (a.gap.value ?? 0));
  return gaps[0] ?? null;
}
