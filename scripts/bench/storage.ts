import { join } from 'node:path';
import type { Sample } from '@evenhand/contracts';
import { appendBatch, closeDatabase, createRun, insertDataset, openDatabase } from '@evenhand/db';
import { type Figure, inTemporaryFolder, timed } from './benchmark.js';

const images = 20_000;
const batchSize = 32;
const tasks = [9, 2, 7];

/** Predictions stored per second: batches of 32 images with three tasks and all their probabilities. */
export function storage(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const db = openDatabase({ file: join(folder, 'evenhand.db') });
    const labels = (classes: number): string[] =>
      Array.from({ length: classes }, (_, index) => `class ${index}`);
    const samples: Sample[] = Array.from({ length: images }, (_, index) => ({
      id: `${index}.jpg`,
      path: join(folder, `${index}.jpg`),
      labels: { group: index % 2 === 0 ? 'class 0' : 'class 1' },
      sha256: '0'.repeat(64),
    }));
    const inserted = await timed(() =>
      insertDataset(db, {
        manifest: {
          schemaVersion: 1,
          name: 'bench',
          labels: 'constructed',
          attributes: [{ name: 'group', kind: 'nominal', labels: labels(2) }],
        },
        digest: 'bench',
        root: folder,
        samples,
        repairs: [],
        warnings: [],
      }),
    );
    const run = createRun(db, {
      model: { name: 'bench', version: '1', digest: 'bench' },
      dataset: 'bench',
      device: 'cpu',
      precision: 'fp32',
      preprocessDigest: 'bench',
      batchSize,
      total: images,
      options: {},
      tags: {},
      software: {},
      tasks: tasks.map((classes, index) => ({
        name: `task${index}`,
        kind: 'nominal',
        labels: labels(classes),
      })),
    });
    const stored = await timed(() => {
      for (let first = 0; first < images; first += batchSize) {
        const size = Math.min(batchSize, images - first);
        const predictions = tasks.flatMap((classes, task) =>
          Array.from({ length: size }, (_, position) => ({
            sample: first + position,
            task,
            truth: (first + position) % classes,
            predicted: 0,
            confidence: Math.fround(0.61803398),
            scores: Array.from({ length: classes }, (_, index) =>
              Math.fround((index + 1.37) / (classes * 7.11)),
            ),
          })),
        );
        appendBatch(db, { run: run.id, predictions, failures: [] });
      }
    });
    closeDatabase(db);
    const perSecond = (count: number, seconds: number): string =>
      `${Math.round(count / seconds).toLocaleString('en-US')}/s`;
    return [
      { what: 'samples registered', value: perSecond(images, inserted.seconds) },
      {
        what: 'predictions stored (batches of 32 images, one transaction each)',
        value: perSecond(images * tasks.length, stored.seconds),
      },
    ];
  });
}
