import type { AuditPlan, LabelKind, SliceComparison, TaskComparison } from '@evenhand/contracts';
import { metricEntries } from '../audit/measure-slice.js';
import { type ClusterTable, clustersInOrder } from '../counts/cluster-table.js';
import { auditPlan } from '../disparities/plan.js';
import { groupingCells } from '../groupings/grouping-cells.js';
import { listGroupings } from '../groupings/list-groupings.js';
import { type ConfusionShape, confusionShape } from '../metrics/confusion.js';
import { criticalValues } from '../metrics/critical-values.js';
import { indexScores, type ScoreIndex } from '../scores/score-index.js';
import type { ScoreTable } from '../scores/score-table.js';
import { rollUpScores } from '../scores/slice-scores.js';
import {
  changeFindings,
  changeMembers,
  distinctFindings,
  type GroupingMembers,
  sortFindings,
} from './change-findings.js';
import { type ChangedSlice, type CompareContext, compareSlice, measureChanges } from './compare-slice.js';
import { groupChanges } from './group-changes.js';
import { rollUpJoint, rollUpJointClusters } from './joint-slice.js';
import type { JointTable } from './joint-table.js';
import { rollUpPairedScores } from './measure-score-change.js';
import { type OutcomeTable, outcomeChanges, outcomeTable } from './outcome-table.js';
import type { PairedScoreTable } from './paired-scores.js';

export interface CompareTaskInput {
  task: string;
  kind: LabelKind;
  /** In the base model's output order, as in the tables. */
  labels: readonly string[];
  /** Natural order of an ordinal task's labels; `labels` itself where left out. */
  order?: readonly string[] | undefined;
  /** The attribute of the data set that is this task's truth: groupings by it are degenerate. */
  attribute?: string | undefined;
  joint: JointTable;
  /** In the cells of `joint`, where the images come in clusters: cluster-robust limits. */
  clusters?: ClusterTable | undefined;
  /** Of the images for which both models' probabilities are known. */
  scores?: { base: ScoreTable; candidate: ScoreTable; paired: PairedScoreTable } | undefined;
  /** Images left out because a label map leaves them out, or because the runs' truths differ. */
  excluded: number;
  disputed: number;
  /** The audit's where left out: every attribute and intersections to a depth that can be read. */
  groupings?: readonly (readonly string[])[] | undefined;
  /** What was decided beforehand; the audit's plan where left out. */
  plan?: Partial<AuditPlan> | undefined;
  /** Measures only these where given. */
  metrics?: readonly string[] | undefined;
  /**
   * Leaves groupings without slices and changes: what is found in them is still there, and all images together are
   * measured when they are looked at.
   */
  isOutline?: boolean | undefined;
}

interface TaskContext extends CompareContext {
  joint: JointTable;
  clusters: ClusterTable | undefined;
  shape: ConfusionShape;
  scores: { base: ScoreIndex; candidate: ScoreIndex; paired: PairedScoreTable } | null;
  attribute: string | undefined;
  /** Of `joint`; for an outline of images that count as one each. */
  outcomes: OutcomeTable | undefined;
}

interface ChangedGrouping extends GroupingMembers {
  changed: ChangedSlice[];
}

interface ComparedGrouping extends ChangedGrouping {
  slices: SliceComparison[];
}

/** The whole comparison of two models in one task, from the joint counts of the images that both have seen. */
export function compareTask(input: CompareTaskInput): TaskComparison {
  const { task, kind, labels, joint, excluded, disputed } = input;
  const plan = auditPlan(input.plan);
  const isOrdinal = kind === 'ordinal';
  const order = isOrdinal ? (input.order ?? labels) : undefined;
  const tables = input.scores && input.scores.paired.cells.size > 0 ? input.scores : null;
  const entries = metricEntries(labels.length, { isOrdinal, hasScores: tables !== null });
  const context: TaskContext = {
    plan,
    labels,
    // How often a class occurs is the data's doing: no model changes it.
    entries: entries.filter(
      ({ metric: { id } }) => id !== 'prevalence' && (input.metrics?.includes(id) ?? true),
    ),
    critical: criticalValues(plan.confidence),
    joint,
    clusters: input.clusters && input.clusters.size > 0 ? clustersInOrder(input.clusters) : undefined,
    shape: confusionShape(labels, { order, undefinedClasses: plan.undefinedClasses }),
    scores: tables && {
      base: indexScores(tables.base, input.attribute),
      candidate: indexScores(tables.candidate, input.attribute),
      paired: tables.paired,
    },
    attribute: input.attribute,
    outcomes: input.isOutline && !input.clusters?.size ? outcomeTable(joint) : undefined,
  };
  const groupings = input.groupings ?? listGroupings(joint.space.spec.attributes);
  const compared = input.isOutline ? outline(groupings, context) : allOf(groupings, context);
  return {
    task,
    kind,
    labels: [...labels],
    ...(order && { order: [...order] }),
    excluded,
    disputed,
    findings: sortFindings(distinctFindings(compared.findings, input.attribute)),
    get overall() {
      return compared.overall();
    },
    groupings: compared.groupings,
  };
}

interface Compared extends Pick<TaskComparison, 'findings' | 'groupings'> {
  /** All images together. */
  overall: () => SliceComparison;
}

function allOf(groupings: readonly (readonly string[])[], context: TaskContext): Compared {
  const all = compareGrouping([], context);
  const overall = onlySlice(all);
  const members: GroupingMembers[] = [membersOnly(all)];
  const compared = groupings.map((by) => {
    const own = compareGrouping(by, context);
    const { slices, changed, isDegenerate: degenerate } = own;
    members.push(membersOnly(own));
    const unlabelled = overall.n - slices.reduce((sum, { n }) => sum + n, 0);
    return { by: [...by], degenerate, slices, changes: groupChanges(changed, context), unlabelled };
  });
  return {
    findings: changeFindings(members, context),
    overall: () => overall,
    groupings: compared,
  };
}

function outline(groupings: readonly (readonly string[])[], context: TaskContext): Compared {
  let overall: SliceComparison | undefined;
  return {
    findings: changeFindings(
      [[], ...groupings].map((by) => membersOfGrouping(by, context)),
      context,
    ),
    overall: () => {
      overall ??= onlySlice(compareGrouping([], context));
      return overall;
    },
    groupings: groupings.map((by) => {
      const degenerate = isOwnLabel(by, context);
      return { by: [...by], degenerate, slices: [], changes: [], unlabelled: 0 };
    }),
  };
}

function onlySlice({ slices: [overall] }: ComparedGrouping): SliceComparison {
  if (!overall) throw new Error('the grouping by nothing has one slice');
  return overall;
}

function compareGrouping(by: readonly string[], context: TaskContext): ComparedGrouping {
  const grouping = changesOfGrouping(by, context);
  return { ...grouping, slices: grouping.changed.map((slice) => compareSlice(slice, context)) };
}

function changesOfGrouping(by: readonly string[], context: TaskContext): ChangedGrouping {
  const { joint, shape, scores, entries } = context;
  const isDegenerate = isOwnLabel(by, context);
  const cells = groupingCells(joint.space, by);
  const base = scores && rollUpScores(scores.base, cells);
  const candidate = scores && rollUpScores(scores.candidate, cells);
  const paired = scores && rollUpPairedScores(scores.paired, cells);
  const joints = rollUpJoint(joint, cells, shape);
  const clusters =
    context.clusters && rollUpJointClusters(context.clusters, { table: joint, grouping: cells }, joints);
  const changed = joints.map((slice, index): ChangedSlice => {
    const [before, after, both] = [base?.[index], candidate?.[index], paired?.[index]];
    const own = before && after && both ? { base: before, candidate: after, paired: both } : null;
    const measured = { joint: slice, scores: own, clusters: clusters?.[index] };
    return { ...measured, changes: measureChanges(measured, { entries, isDegenerate }) };
  });
  return { by, isDegenerate, changed, members: changeMembers(changed, context) };
}

/** What findings are made of, without the slices. */
function membersOnly({ by, isDegenerate, members }: GroupingMembers): GroupingMembers {
  return { by, isDegenerate, members };
}

function membersOfGrouping(by: readonly string[], context: TaskContext): GroupingMembers {
  const { joint, outcomes, entries } = context;
  if (!outcomes) return membersOnly(changesOfGrouping(by, context));
  const members = outcomeChanges(outcomes, groupingCells(joint.space, by), entries);
  return { by, isDegenerate: isOwnLabel(by, context), members };
}

function isOwnLabel(by: readonly string[], { attribute }: TaskContext): boolean {
  return attribute !== undefined && by.includes(attribute);
}
