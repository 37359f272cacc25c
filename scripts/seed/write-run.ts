import { auditRun, type ModelManifest, type RunOptions } from '@evenhand/contracts';
import {
  appendBatch,
  ColumnCollector,
  createRun,
  type Db,
  finishRun,
  type IndexedSample,
  markFailed,
  markInterrupted,
  type Run,
  type StoredDataset,
  type StoredPrediction,
} from '@evenhand/db';
import {
  addCount,
  addScores,
  auditTables,
  countRows,
  emptyRunTables,
  headlines,
  type RunShape,
  scoresToJson,
} from '@evenhand/metrics';
import { forPages } from '../../packages/audit/dist/index.js';
import { digest } from './faces.js';
import { type Skill, simulate } from './simulate.js';

export interface RunPlan {
  model: ModelManifest;
  dataset: StoredDataset;
  samples: readonly IndexedSample[];
  skill: Skill;
  seed: number;
  withScores: boolean;
  /** How it ends; `after` so many samples where it does not finish. */
  end?: { status: 'interrupted' | 'failed' | 'running'; after: number };
  /** ISO 8601, UTC. */
  startedAt?: string;
  tags?: Record<string, string>;
  device?: string;
  batchSize?: number;
}

/** Stores a made-up run as an audit would: batch by batch, then its counts. */
export function writeRun(db: Db, plan: RunPlan): Run {
  const { model, dataset, batchSize = 2048 } = plan;
  const attributes = dataset.manifest.attributes;
  const options: RunOptions = {
    limit: null,
    where: {},
    truths: Object.fromEntries(
      model.tasks.map((task) => {
        const attribute = attributes.find(({ name }) => name === task.name);
        const labels = Object.fromEntries((attribute?.labels ?? []).map((label) => [label, label]));
        return [task.name, attribute ? { attribute: attribute.name, labels } : null];
      }),
    ),
  };
  const run = createRun(db, {
    model: { name: model.name, version: model.version, digest: digest(`${model.name}@${model.version}`) },
    dataset: dataset.name,
    tasks: model.tasks.map(({ name, kind, labels, order }) => ({ name, kind, labels, order })),
    device: plan.device ?? 'cpu',
    precision: 'fp32',
    preprocessDigest: digest('preprocess'),
    batchSize: 32,
    total: plan.samples.length,
    options,
    tags: plan.tags ?? {},
    software: { evenhand: '0.1.0', node: process.versions.node, 'onnxruntime-node': '1.30.0' },
  });
  const shape: RunShape = {
    attributes,
    tasks: run.tasks.map((task) => ({ ...task, attribute: options.truths[task.name]?.attribute ?? null })),
  };
  const tables = emptyRunTables(shape);
  const predictions = new ColumnCollector();
  const done = plan.end ? plan.samples.slice(0, plan.end.after) : plan.samples;
  let batch: StoredPrediction[] = [];
  let position = 0;
  for (const rows of simulate(done, plan)) {
    const labels = plan.samples[position]?.labels ?? {};
    position += 1;
    for (const row of rows) {
      predictions.add(row);
      const { task, truth, predicted, scores } = row;
      if (truth === null) continue;
      const counts = tables.counts[task];
      const sums = tables.scores[task];
      if (counts) addCount(counts, { group: labels, truth, predicted });
      if (sums && scores) addScores(sums, { group: labels, truth, predicted, scores });
    }
    batch.push(...rows);
    if (position % batchSize === 0 || position === done.length) {
      appendBatch(db, { run: run.id, predictions: batch, failures: [] });
      batch = [];
    }
  }
  if (plan.end) {
    if (plan.end.status === 'interrupted') markInterrupted(db, run.id);
    if (plan.end.status === 'failed') markFailed(db, { run: run.id, reason: 'the session ended' });
  } else {
    finish(db, { run, plan, shape, tables, predictions });
  }
  if (plan.startedAt) backdate(db, run.id, plan.startedAt);
  return run;
}

type RunTables = ReturnType<typeof emptyRunTables>;

function finish(
  db: Db,
  options: { run: Run; plan: RunPlan; shape: RunShape; tables: RunTables; predictions: ColumnCollector },
): void {
  const { run, plan, shape, tables, predictions } = options;
  const audit = auditTables(auditRun.parse(run), shape, tables);
  finishRun(db, {
    run: run.id,
    counts: { ok: plan.samples.length, failed: 0, excluded: 0 },
    excluded: run.tasks.map(() => 0),
    warnings: [],
    predictions,
    countRows: tables.counts.flatMap((table, task) =>
      countRows(table).map(({ group, truth, predicted, n }) => ({
        task,
        labels: group,
        truth: table.space.spec.labels.indexOf(truth),
        predicted: table.space.spec.labels.indexOf(predicted),
        n,
      })),
    ),
    scoreTables: plan.withScores
      ? new Map(tables.scores.map((table, task) => [task, JSON.stringify(scoresToJson(table))]))
      : new Map(),
    // Only for plain SQL: the dashboard makes every number from the counts.
    metrics: [],
    headlines: headlines(audit),
    forPages: forPages(audit),
  });
}

/** Only here: a run's times are otherwise the times when things happened. */
function backdate(db: Db, id: string, startedAt: string): void {
  const finishedAt = new Date(Date.parse(startedAt) + 14 * 60_000).toISOString();
  db.$client
    .prepare(
      'UPDATE runs SET started_at = ?, heartbeat_at = ?, finished_at = iif(finished_at IS NULL, NULL, ?) WHERE id = ?',
    )
    .run(startedAt, finishedAt, finishedAt, id);
}
