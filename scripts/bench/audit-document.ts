import { join } from 'node:path';
import { type AuditDocument, auditRun, type Sample } from '@evenhand/contracts';
import { appendBatch, closeDatabase, createRun, type Db, insertDataset, openDatabase } from '@evenhand/db';
import { endRun, measureRun, tabulateRun } from '../../apps/runner/dist/engine/end-run.js';
import { loadAudit, makeAudit } from '../../packages/audit/dist/index.js';
import { type Figure, inTemporaryFolder, median, timed } from './benchmark.js';

const images = 10_954;
const rounds = 15;
/** FairFace's shape: three attributes that are also the tasks. */
const attributes = { age: 9, gender: 2, race: 7 };
/** Share of right answers per task, about the reference model's. */
const accuracy = [0.59, 0.96, 0.73];

/** The audit document of FairFace-size data (10,954 images, 3 tasks, every grouping to depth 3) from SQLite. */
export function auditFromDatabase(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const db = openDatabase({ file: join(folder, 'evenhand.db') });
    const run = seed(db, folder);
    const finished = await timed(() =>
      endRun(db, run, { measured: measureRun(tabulateRun(db, run)), warnings: [] }),
    );
    const seconds: number[] = [];
    let document: AuditDocument | undefined;
    for (let round = 0; round < rounds; round += 1) {
      const loaded = await timed(() => makeAudit(db, run));
      document = loaded.result;
      seconds.push(loaded.seconds);
    }
    const stored = await timed(() => loadAudit(db, run));
    closeDatabase(db);
    if (document) auditRun.parse(document.run);
    return [
      {
        what: 'end of a FairFace-size run (tabulate, measure, store), seconds',
        value: finished.seconds.toFixed(2),
      },
      {
        what: 'its audit document from the counts in SQLite, first time, seconds',
        value: (seconds[0] ?? 0).toFixed(2),
      },
      {
        what: 'its audit document from the counts in SQLite, warm median, seconds',
        value: median(seconds).toFixed(2),
      },
      { what: 'its audit document as it was stored, seconds', value: stored.seconds.toFixed(2) },
    ];
  });
}

function seed(db: Db, folder: string): string {
  const random = sequence(7);
  const labels = (name: string, classes: number): string[] =>
    Array.from({ length: classes }, (_, index) => `${name} ${index}`);
  const truths = Array.from({ length: images }, () =>
    Object.values(attributes).map((classes) => Math.floor(random() * random() * classes)),
  );
  const samples: Sample[] = truths.map((truth, index) => ({
    id: `${index}.jpg`,
    path: join(folder, `${index}.jpg`),
    labels: Object.fromEntries(Object.keys(attributes).map((name, at) => [name, `${name} ${truth[at]}`])),
    sha256: '0'.repeat(64),
  }));
  const data = insertDataset(db, {
    manifest: {
      schemaVersion: 1,
      name: 'bench',
      labels: 'constructed',
      attributes: Object.entries(attributes).map(([name, classes]) => ({
        name,
        kind: name === 'age' ? 'ordinal' : 'nominal',
        labels: labels(name, classes),
      })),
    },
    digest: 'bench',
    root: folder,
    samples,
    repairs: [],
    warnings: [],
  });
  const tasks = Object.entries(attributes).map(([name, classes]) => ({
    name,
    kind: name === 'age' ? ('ordinal' as const) : ('nominal' as const),
    labels: labels(name, classes),
  }));
  const { id } = createRun(db, {
    model: { name: 'bench', version: '1', digest: 'bench' },
    dataset: data.name,
    device: 'cpu',
    precision: 'fp32',
    preprocessDigest: 'bench',
    batchSize: images,
    total: images,
    options: {
      limit: null,
      where: {},
      truths: Object.fromEntries(
        tasks.map(({ name, labels: own }) => [
          name,
          { attribute: name, labels: Object.fromEntries(own.map((label) => [label, label])) },
        ]),
      ),
    },
    tags: {},
    software: {},
    tasks,
  });
  const predictions = truths.flatMap((truth, sample) =>
    tasks.map(({ labels: own }, task) => {
      const right = truth[task] ?? 0;
      const predicted = random() < (accuracy[task] ?? 1) ? right : Math.floor(random() * own.length);
      const raw = own.map((_, index) => (index === predicted ? 2 + random() : random() * 0.5));
      const sum = raw.reduce((total, value) => total + value, 0);
      const scores = raw.map((value) => value / sum);
      return { sample, task, truth: right, predicted, confidence: scores[predicted] ?? null, scores };
    }),
  );
  appendBatch(db, { run: id, predictions, failures: [] });
  return id;
}

/** A linear congruential sequence in [0, 1): the same data every time. */
function sequence(first: number): () => number {
  let state = first;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
