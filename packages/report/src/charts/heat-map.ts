import type { Group, Grouping, TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { bareNumber, countText, numberText } from '../format/number-text.js';
import { reasonText } from '../format/reason-text.js';
import { type Evidence, evidence, minimumOf } from '../groups/evidence.js';
import { sliceEstimate } from '../groups/find-slice.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital, lowerFirst } from '../words/capital.js';
import { metricName } from '../words/metric-name.js';
import { divergingStep } from './steps.js';

export interface HeatCell {
  key: string;
  group: Group;
  name: string;
  n: number;
  nText: string;
  evidence: Evidence;
  value: number | null;
  /** In the unit of the map, without it. */
  text: string;
  /** All of it in words, for readers of the table and for hovering. */
  description: string;
  /** Difference to all images, −5 to 5: negative is below. 0 where there is not enough data. */
  step: number;
}

export interface HeatMap {
  title: string;
  caption: string;
  /** Labels of the first attribute. */
  rows: readonly { label: string; cells: readonly HeatCell[] }[];
  rowAttribute: string;
  /** Labels of the second attribute; where there is a third one, of it too, under the second one's. */
  columns: readonly { label: string; parts: readonly string[] }[];
  columnAttributes: readonly string[];
  /** What the outermost shade stands for, as a difference to all images. */
  limit: number;
  limitText: string;
  overallText: string;
}

export interface HeatMapOptions {
  metric: string;
  /** Class, for metrics of one class. */
  label?: string | undefined;
  /** What the outermost shade stands for; else it follows from the cells. Maps beside each other share it. */
  limit?: number | undefined;
  /** Draws accuracy shrunken towards what the attributes predict, instead of as it was measured. */
  shrunken?: boolean;
}

/** An intersection of two or three attributes as a table: every cell is there, the empty ones too. */
export function heatMap(
  task: TaskAudit,
  grouping: Grouping,
  { metric, label, shrunken = false, limit: shared }: HeatMapOptions,
): HeatMap | undefined {
  const [rowAttribute, columnAttribute, partAttribute] = grouping.by;
  if (rowAttribute === undefined || columnAttribute === undefined || grouping.by.length > 3) return undefined;
  if (shrunken && (metric !== 'accuracy' || !grouping.slices.some((slice) => slice.shrunken)))
    return undefined;
  const facts = metricFacts(metric);
  const overall = sliceEstimate(task.overall, metric, label)?.value ?? null;
  const entries = grouping.slices.map((slice) => {
    const raw = sliceEstimate(slice, metric, label);
    const estimate = shrunken ? (slice.shrunken ?? raw) : raw;
    return { slice, estimate, evidence: evidence(raw, { n: slice.n, minimum: minimumOf(task) }) };
  });
  const style = {
    unit: facts.unit,
    digits: columnDigits(
      entries.map(({ estimate }) => estimate),
      facts.unit,
    ),
  };
  const differences = entries
    .filter((entry) => entry.evidence === 'enough')
    .map(({ estimate }) => Math.abs((estimate?.value ?? 0) - (overall ?? 0)));
  const limit = shared ?? niceLimit(Math.max(0, ...differences));
  const cells = new Map(
    entries.map(({ slice, estimate, evidence: known }): [string, HeatCell] => {
      const key = groupKey(slice.group);
      const value = estimate?.value ?? null;
      const n = estimate?.n ?? slice.n;
      const name = groupName(slice.group);
      return [
        key,
        {
          key,
          group: slice.group,
          name,
          n,
          nText: countText(n),
          evidence: known,
          value,
          text: value === null ? '' : bareNumber(value, style),
          description:
            value === null
              ? `${name}: ${known === 'none' ? 'no images' : reasonText(estimate?.reason)}`
              : `${name}: ${numberText(value, style)}, n = ${countText(n)}${known === 'few' ? ', not enough data' : ''}`,
          step:
            known === 'enough' && value !== null && overall !== null
              ? divergingStep(value - overall, limit)
              : 0,
        },
      ];
    }),
  );
  const labelsOf = (attribute: string | undefined): string[] =>
    attribute === undefined ? [] : [...new Set(grouping.slices.map(({ group }) => group[attribute] ?? ''))];
  const columns = labelsOf(columnAttribute).map((name) => ({ label: name, parts: labelsOf(partAttribute) }));
  const rows = labelsOf(rowAttribute).map((name) => ({
    label: name,
    cells: columns.flatMap((column) =>
      (partAttribute === undefined ? [undefined] : column.parts).flatMap((part) => {
        const group: Group = { [rowAttribute]: name, [columnAttribute]: column.label };
        if (partAttribute !== undefined && part !== undefined) group[partAttribute] = part;
        return cells.get(groupKey(group)) ?? [];
      }),
    ),
  }));
  const limitStyle = {
    unit: facts.unit === 'percent' ? ('points' as const) : facts.unit,
    digits: limit < 0.01 ? 1 : 0,
  };
  return {
    title: shrunken
      ? `${capital(task.task)}: the same, shrunken towards what the attributes predict`
      : title(task, grouping, { name: metricName(metric, label), overall, cells: [...cells.values()] }),
    caption: `${metricName(metric, label)}${shrunken ? ', shrunken (empirical Bayes; for ranking, not for verdicts),' : ''} of each intersection, coloured by its difference to all images. Hatched: fewer than ${minimumOf(task)} images. Empty: none.`,
    rows,
    rowAttribute,
    columns,
    columnAttributes: grouping.by.slice(1),
    limit,
    limitText: numberText(
      limit,
      facts.unit === 'number' || facts.unit === 'classes' ? { ...limitStyle, digits: 2 } : limitStyle,
    ),
    overallText: numberText(overall, style),
  };
}

/** The cell furthest from all images, among those with enough data. */
function title(
  task: TaskAudit,
  grouping: Grouping,
  { name, overall, cells }: { name: string; overall: number | null; cells: readonly HeatCell[] },
): string {
  const subject = `${capital(task.task)}: ${lowerFirst(name)} by ${grouping.by.join(' × ')}`;
  const [furthest] = cells
    .filter((cell) => cell.evidence === 'enough' && cell.value !== null && overall !== null)
    .map((cell) => ({ cell, difference: (cell.value ?? 0) - (overall ?? 0) }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  if (!furthest) return `${subject}: no intersection has enough data`;
  return `${subject}: furthest from all images is ${furthest.cell.name}, n = ${furthest.cell.nText}`;
}

function niceLimit(largest: number): number {
  const steps = [0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 2, 5, 10];
  return steps.find((step) => step >= largest) ?? largest;
}
