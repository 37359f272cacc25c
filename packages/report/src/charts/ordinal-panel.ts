import type { Group, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import { countText, numberText } from '../format/number-text.js';
import { type Evidence, evidence, minimumOf } from '../groups/evidence.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';

/** How far a prediction is from the truth, in classes of the natural order: two or more below … two or more above. */
export const offsetNames = ['2+ below', '1 below', 'right', '1 above', '2+ above'] as const;

export interface OrdinalRow {
  key: string;
  group: Group;
  name: string;
  nText: string;
  evidence: Evidence;
  /** Shares of the five offsets, which sum to 1; null without images. */
  shares: readonly number[] | null;
  shareTexts: readonly string[];
  /** `0.62`, `−0.21`. */
  maeText: string;
  biasText: string;
}

export interface OrdinalPanel {
  title: string;
  caption: string;
  /** All images first, then the groups in declared order. */
  rows: readonly OrdinalRow[];
}

/** Off by how many classes, and in which direction, group by group; undefined for nominal tasks. */
export function ordinalPanel(task: TaskAudit, grouping: Grouping | undefined): OrdinalPanel | undefined {
  if (task.kind !== 'ordinal') return undefined;
  const order = task.order ?? task.labels;
  const rank = task.labels.map((label) => order.indexOf(label));
  const rows = [task.overall, ...(grouping?.slices ?? [])].map((slice) =>
    toRow(slice, { rank, minimum: minimumOf(task) }),
  );
  const all = task.overall;
  const bias = all.metrics['signed_bias']?.value ?? null;
  const within = all.metrics['within_one']?.value ?? null;
  const direction =
    bias === null || Math.abs(bias) < 0.005
      ? 'neither too low nor too high'
      : bias < 0
        ? 'too low'
        : 'too high';
  const size = bias === null ? '' : ` (${numberText(bias, { unit: 'classes', digits: 2, signed: true })})`;
  return {
    title: `${capital(task.task)}: ${numberText(within, { unit: 'percent', digits: 0 })} within one class; on average ${direction}${size}`,
    caption:
      'Shares of images by how many classes the prediction is off, in natural order. MAE: mean distance in classes; bias: mean of predicted less true.',
    rows,
  };
}

function toRow(slice: Slice, { rank, minimum }: { rank: readonly number[]; minimum: number }): OrdinalRow {
  const counts = [0, 0, 0, 0, 0];
  for (const [truth, row] of slice.confusion.entries()) {
    for (const [predicted, n] of row.entries()) {
      const offset = (rank[predicted] ?? 0) - (rank[truth] ?? 0);
      const place = Math.max(-2, Math.min(2, offset)) + 2;
      counts[place] = (counts[place] ?? 0) + n;
    }
  }
  const classes = { unit: 'number', digits: 2 } as const;
  const shares = slice.n === 0 ? null : counts.map((count) => count / slice.n);
  return {
    key: groupKey(slice.group),
    group: slice.group,
    name: groupName(slice.group),
    nText: countText(slice.n),
    evidence: evidence(slice.metrics['mae'], { n: slice.n, minimum }),
    shares,
    shareTexts: (shares ?? []).map((share) => numberText(share, { unit: 'percent', digits: 0 })),
    maeText: numberText(slice.metrics['mae']?.value, classes),
    biasText: numberText(slice.metrics['signed_bias']?.value, { ...classes, signed: true }),
  };
}
