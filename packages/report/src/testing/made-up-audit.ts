import type { AuditDocument, AuditPlan, AuditRun, LabelKind } from '@evenhand/contracts';
import {
  addCount,
  addScores,
  auditDocument,
  auditTask,
  emptyCounts,
  emptyScores,
  type GroupAttribute,
  randomStream,
} from '@evenhand/metrics';

export interface MadeUpTask {
  name: string;
  kind?: LabelKind;
  labels: readonly string[];
  /** Attribute that is this task's truth. */
  attribute?: string;
  hasScores?: boolean;
}

export interface MadeUp {
  attributes: readonly GroupAttribute[];
  tasks: readonly MadeUpTask[];
  images: number;
  seed?: number;
  /** Share of right answers, by labels of the group in attribute order. */
  accuracy?: (labels: readonly string[]) => number;
  run?: Partial<AuditRun>;
  plan?: Partial<AuditPlan> | undefined;
}

/** An audit document of random predictions: what tests of the report are written on. */
export function madeUpAudit({
  attributes,
  tasks,
  images,
  seed = 1,
  accuracy = () => 0.8,
  run,
  plan,
}: MadeUp): AuditDocument {
  const audits = tasks.map((task, index) => {
    const { uniform } = randomStream({ seed, purpose: index });
    const spec = { attributes, labels: task.labels };
    const order = task.kind === 'ordinal' ? task.labels : undefined;
    const counts = emptyCounts(spec);
    const scores = emptyScores({ ...spec, order });
    const pick = (length: number): number => Math.floor(uniform() * length);
    for (let image = 0; image < images; image += 1) {
      // Squared, so that groups differ in size and the last ones stay small or empty.
      const group = attributes.map(({ labels }) => Math.floor(uniform() ** 2 * labels.length));
      const own = attributes.findIndex(({ name }) => name === task.attribute);
      const truth = own >= 0 ? (group[own] ?? 0) : pick(task.labels.length);
      const names = group.map((label, attribute) => attributes[attribute]?.labels[label] ?? '');
      const predicted = uniform() < accuracy(names) ? truth : pick(task.labels.length);
      addCount(counts, { group, truth, predicted });
      if (task.hasScores) {
        const top = 0.5 + uniform() / 2;
        const rest = (1 - top) / Math.max(1, task.labels.length - 1);
        addScores(scores, {
          group,
          truth,
          predicted,
          scores: task.labels.map((_, label) => (label === predicted ? top : rest)),
        });
      }
    }
    return auditTask({
      task: task.name,
      kind: task.kind ?? 'nominal',
      labels: task.labels,
      order,
      attribute: task.attribute,
      counts,
      scores: task.hasScores ? scores : undefined,
      excluded: 0,
      plan,
    });
  });
  return auditDocument(madeUpRun(images, run), audits);
}

export function madeUpRun(images: number, run: Partial<AuditRun> = {}): AuditRun {
  return {
    id: 'r0madeup',
    status: 'finished',
    model: { name: 'model', version: 'v1', digest: 'a'.repeat(64) },
    dataset: { name: 'data', digest: 'b'.repeat(64), samples: images, labels: 'perceived' },
    device: 'cpu',
    precision: 'fp32',
    preprocessDigest: 'c'.repeat(64),
    startedAt: '2026-03-01T08:00:00.000Z',
    finishedAt: '2026-03-01T08:05:30.000Z',
    counts: { ok: images, failed: 0, excluded: 0 },
    warnings: [],
    tags: {},
    software: { evenhand: '0.1.0' },
    ...run,
  };
}

/** `a1 … an`. */
export function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}
