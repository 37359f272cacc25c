import type { ClaimContradiction, NumberRange, ReportedMetrics } from '@evenhand/contracts';
import { printedRange } from './printed-range.js';

/** One number of a card: its place in the list of metrics, and all that it may have been before rounding. */
export interface Claim {
  place: number;
  metric: string;
  class: string | undefined;
  support: number | undefined;
  value: number;
  decimals: number;
  range: NumberRange;
}

/** The claims of a card about one task on one set of images. */
interface ClaimTable {
  task: string;
  claims: Claim[];
}

/** A contradiction among the claims of one task. */
export type Found = Omit<ClaimContradiction, 'task'>;

/** Claims that belong together: only these can contradict each other. */
export function claimTables({ dataset, split, metrics }: ReportedMetrics): ClaimTable[] {
  const tables = new Map<string, ClaimTable>();
  for (const [place, metric] of metrics.entries()) {
    const data = claimData({ dataset, split }, metric);
    const key = JSON.stringify([metric.task, data.dataset, data.split]);
    const table = tables.get(key) ?? { task: metric.task, claims: [] };
    tables.set(key, table);
    table.claims.push({
      place,
      metric: metric.metric,
      class: metric.class,
      support: metric.support,
      value: metric.value,
      decimals: metric.decimals,
      range: printedRange(metric),
    });
  }
  return [...tables.values()];
}

/** What data a claim is about: its own, else the card's. */
export function claimData(
  card: Pick<ReportedMetrics, 'dataset' | 'split'>,
  claim: Pick<ReportedMetrics, 'dataset' | 'split'>,
): { dataset: string | undefined; split: string | undefined } {
  const { dataset, split } = claim.dataset === undefined && claim.split === undefined ? card : claim;
  return { dataset: dataset ?? card.dataset, split };
}
