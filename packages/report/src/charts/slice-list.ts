import type { Group, TaskAudit, WorstSlice } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, numberText } from '../format/number-text.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { pText } from '../words/verdict.js';

export interface SliceRow {
  key: string;
  group: Group;
  name: string;
  /** Whether it holds for all slices that were looked at, or only invites a closer look. */
  certified: boolean;
  nText: string;
  valueText: string;
  restText: string;
  /** Rest less value, with limits that hold for all slices at once. */
  excessText: string;
  excessLimits: string;
  excess: number | null;
  low: number | null;
  high: number | null;
  testText: string;
}

export interface SliceList {
  title: string;
  caption: string;
  rows: readonly SliceRow[];
  /** Largest limit, for a common scale. */
  largest: number;
}

/** The slices that fare worse than the rest, found by looking at all of them. */
export function sliceList(task: TaskAudit): SliceList | undefined {
  const found = task.worstSlices;
  if (!found) return undefined;
  const { unit } = metricFacts(found.metric);
  const certified = new Set(found.certified.map(({ group }) => groupKey(group)));
  const exploratory = found.exploratory.filter(({ group }) => !certified.has(groupKey(group)));
  const entries = [...found.certified, ...exploratory];
  const values = { unit, digits: 0 };
  const excess = {
    unit: unit === 'percent' ? ('points' as const) : unit,
    digits: columnDigits(
      entries.map((entry) => entry.excess),
      unit,
    ),
  };
  const toRow = (entry: WorstSlice, certified: boolean): SliceRow => ({
    key: groupKey(entry.group),
    group: entry.group,
    name: groupName(entry.group),
    certified,
    nText: countText(entry.n),
    valueText: numberText(entry.value, values),
    restText: numberText(entry.rest, values),
    excessText: numberText(entry.excess.value, excess),
    excessLimits: intervalText(entry.excess, excess),
    excess: entry.excess.value,
    low: entry.excess.low,
    high: entry.excess.high,
    testText: certified ? `${pText(entry.adjustedP)}, adjusted` : `q = ${entry.q.toFixed(3)}`,
  });
  const rows = [
    ...found.certified.map((entry) => toRow(entry, true)),
    ...exploratory.map((entry) => toRow(entry, false)),
  ];
  const [first] = found.certified;
  const subject = `${capital(task.task)}, of ${found.slices} slices`;
  return {
    title: first
      ? `${subject}: ${groupName(first.group)} ${found.certified.length === 1 ? 'is' : `and ${found.certified.length - 1} more are`} certainly worse than the rest`
      : exploratory.length > 0
        ? `${subject}: none is certainly worse than the rest, ${exploratory.length} invite a closer look`
        : `${subject}: none stands out`,
    caption:
      'Difference in accuracy between the rest and the slice. Certified: the limits hold for all slices at once. Exploratory: false discovery rate 5 %, a reason to look, not a finding. A slice that a larger one explains is left out.',
    rows,
    largest: Math.max(0.01, ...rows.map(({ high, excess: value }) => high ?? value ?? 0)),
  };
}
