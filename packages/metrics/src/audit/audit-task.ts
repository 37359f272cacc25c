import type { AuditPlan, Disparity, Grouping, LabelKind, TaskAudit } from '@evenhand/contracts';
import { type ClusterTable, clustersInOrder } from '../counts/cluster-table.js';
import type { CountTable } from '../counts/count-table.js';
import { auditPlan } from '../disparities/plan.js';
import { worstSlices } from '../disparities/slices/worst-slices.js';
import { listGroupings } from '../groupings/list-groupings.js';
import { confusionShape } from '../metrics/confusion.js';
import { criticalValues } from '../metrics/critical-values.js';
import { benjaminiHochbergAdjusted } from '../multiplicity/adjust.js';
import { indexScores } from '../scores/score-index.js';
import type { ScoreTable } from '../scores/score-table.js';
import { auditGrouping, type TaskContext } from './audit-grouping.js';
import { metricEntries } from './measure-slice.js';

export interface AuditTaskInput {
  task: string;
  kind: LabelKind;
  /** In the model's output order, as in `counts`. */
  labels: readonly string[];
  /** Natural order of an ordinal task's labels; `labels` itself where left out. */
  order?: readonly string[] | undefined;
  /** The attribute of the data set that is this task's truth: groupings by it are degenerate. */
  attribute?: string | undefined;
  counts: CountTable;
  scores?: ScoreTable | undefined;
  /** The same images by person or burst, where the data set says which belong together: cluster-robust limits. */
  clusters?: ClusterTable | undefined;
  /** Samples left out because their label maps to nothing. */
  excluded: number;
  /** Every attribute and every intersection of up to three where left out. */
  groupings?: readonly (readonly string[])[] | undefined;
  /** Two-sided level of all intervals, the plan's where left out. */
  confidence?: number | undefined;
  /** What was decided beforehand; the rest is decided here and recorded in the result. */
  plan?: Partial<AuditPlan> | undefined;
}

/** The whole audit of one task from its counts. */
export function auditTask(input: AuditTaskInput): TaskAudit {
  const { task, kind, labels, counts, excluded } = input;
  const context = taskContext(input);
  const { plan } = context;
  const [overall] = auditGrouping([], context).slices;
  if (!overall) throw new Error('the grouping by nothing has one slice');
  const groupings = input.groupings ?? listGroupings(counts.space.spec.attributes);
  return {
    task,
    kind,
    labels: [...labels],
    ...(kind === 'ordinal' && { order: [...(input.order ?? labels)] }),
    excluded,
    overall,
    plan,
    worstSlices: worstSlices(counts, groupings, plan),
    // Last: where a document is read in parts, these are the rest.
    groupings: withFalseDiscoveryRates(groupings.map((by) => auditGrouping(by, context))),
  };
}

/** What all groupings of a task share. */
export function taskContext(input: AuditTaskInput): TaskContext {
  const { kind, labels, counts } = input;
  const plan = auditPlan({ ...input.plan, ...(input.confidence && { confidence: input.confidence }) });
  const order = kind === 'ordinal' ? (input.order ?? labels) : undefined;
  const scores =
    input.scores && input.scores.cells.size > 0 ? indexScores(input.scores, input.attribute) : null;
  return {
    plan,
    labels,
    entries: metricEntries(labels.length, { isOrdinal: kind === 'ordinal', hasScores: scores !== null }),
    critical: criticalValues(plan.confidence),
    labelMix: labelMix(counts),
    counts,
    shape: confusionShape(labels, { order, undefinedClasses: plan.undefinedClasses }),
    scores,
    clusters: input.clusters && clustersInOrder(input.clusters),
    attribute: input.attribute,
  };
}

function labelMix({ space, entries }: CountTable): number[] {
  const size = space.spec.labels.length;
  const images = new Array<number>(size).fill(0);
  for (const [key, n] of entries) {
    const truth = Math.floor(key / size) % size;
    images[truth] = (images[truth] ?? 0) + n;
  }
  return images;
}

/** Adjusts the p-values of all disparities of the task together: they were all looked at. */
function withFalseDiscoveryRates(groupings: Grouping[]): Grouping[] {
  const tested = groupings.flatMap(({ disparities }) => disparities.filter(({ p }) => p !== null));
  const adjusted = benjaminiHochbergAdjusted(tested.map(({ p }) => p ?? 1));
  for (const { disparities } of groupings) for (const disparity of disparities) disparity.q = null;
  for (let index = 0; index < tested.length; index++) {
    (tested[index] as Disparity).q = adjusted[index] ?? null;
  }
  return groupings;
}
