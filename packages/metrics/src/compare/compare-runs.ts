import type {
  AuditPlan,
  AuditRun,
  ComparedImages,
  ComparisonDocument,
  RunWarning,
  TaskComparison,
} from '@evenhand/contracts';
import { auditPlan } from '../disparities/plan.js';
import { compareModels } from './compare-models.js';
import { compareTask } from './compare-task.js';
import type { ComparedTask, ComparisonShape } from './comparison-shape.js';
import type { ComparisonTables } from './comparison-tables.js';
import { runDifferences } from './run-differences.js';

export interface CompareRunsInput {
  base: AuditRun;
  candidates: readonly AuditRun[];
  shape: ComparisonShape;
  /** Per task of the shape. */
  tables: readonly ComparisonTables[];
  images: ComparedImages;
  warnings: readonly RunWarning[];
  /** The audit's where left out: every attribute and intersections to a depth that can be read. */
  groupings?: readonly (readonly string[])[] | undefined;
  plan?: Partial<AuditPlan> | undefined;
  /** As for `compareTask`. */
  isOutline?: boolean | undefined;
}

/** The comparison document of a base and its candidates on the images that all of them have predicted. */
export function compareRuns(input: CompareRunsInput): ComparisonDocument {
  const { base, candidates, shape, tables, images } = input;
  const ids = candidates.map(({ id }) => id);
  const disputed = shape.tasks.flatMap(({ name }, index) => {
    const count = tables[index]?.disputed ?? 0;
    if (count === 0) return [];
    const message = `${name}: images are left out whose true label the runs see differently (their label maps differ)`;
    return { code: 'disputed_labels', message, count };
  });
  return {
    schemaVersion: 1,
    plan: auditPlan(input.plan),
    base,
    candidates: [...candidates],
    images,
    warnings: [...input.warnings, ...disputed],
    comparisons: candidates.map((candidate, index) => ({
      candidate: candidate.id,
      differences: runDifferences(base, candidate),
      tasks: shape.tasks.flatMap((task, place) => {
        const table = tables[place];
        return table ? compareOne(task, table, { index, input }) : [];
      }),
    })),
    omnibus:
      candidates.length < 2
        ? []
        : shape.tasks.map(({ name }, place) =>
            compareModels(name, ids, tables[place]?.patterns ?? new Map()),
          ),
  };
}

function compareOne(
  { name, kind, labels, order, attribute }: ComparedTask,
  { joints, clusters, pairedScores, scores, excluded, disputed }: ComparisonTables,
  { index, input }: { index: number; input: CompareRunsInput },
): TaskComparison[] {
  const joint = joints[index];
  if (!joint) return [];
  const [base, candidate, paired] = [scores[0], scores[index + 1], pairedScores[index]];
  return [
    compareTask({
      ...{ task: name, kind, labels, order, attribute, joint, excluded, disputed },
      clusters: clusters[index],
      scores: base && candidate && paired && { base, candidate, paired },
      groupings: input.groupings,
      plan: input.plan,
      isOutline: input.isOutline,
    }),
  ];
}
