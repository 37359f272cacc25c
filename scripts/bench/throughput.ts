import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDataset } from '@evenhand/dataset';
import { generateDemo, shippedDatasetManifests } from '@evenhand/datasets';
import { closeDatabase, createRun, insertDataset, openDatabase, readSamples } from '@evenhand/db';
import {
  createImagePool,
  importModel,
  type ModelPackage,
  type ModelSession,
  openSession,
} from '@evenhand/model';
import { planFromTruths } from '../../apps/runner/dist/engine/plan-tasks.js';
import { runAudit } from '../../apps/runner/dist/engine/run-audit.js';
import { type Figure, inTemporaryFolder, median, timed } from './benchmark.js';
import { writeRandomCheckpoint } from './random-checkpoint.js';

const rounds = 3;
const batchSize = 8;
const threads = 1;

/** Photographs where they are at hand, the demo's drawings elsewhere. */
const photographs = resolve('../shared/real/fairface');

/** A whole audit (read, decode, resize, infer, store, tabulate) against the model alone on ready-made input. */
export function throughput(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const checkpoint = join(folder, 'base32');
    await writeRandomCheckpoint(checkpoint, 'base32');
    const model = await importModel({
      source: checkpoint,
      into: join(folder, 'model'),
      name: 'bench',
      version: '1',
    });
    const db = openDatabase({ file: join(folder, 'evenhand.db') });
    const opened = await openImages(folder);
    const data = insertDataset(db, { ...opened });
    const session = await openSession(model, { device: 'cpu' });
    const pool = createImagePool({ spec: model.manifest.preprocess, threads });
    const samples = [...readSamples(db, data.name)].map((sample) => ({ index: sample.index, sample }));
    const tasks = planFromTruths(model.manifest, {});
    await bare(session, model, batchSize);
    const shares: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await timed(() => bare(session, model, samples.length));
      const run = createRun(db, {
        model: { name: 'bench', version: '1', digest: model.digest },
        dataset: data.name,
        device: 'cpu',
        precision: 'fp32',
        preprocessDigest: model.preprocessDigest,
        batchSize,
        total: samples.length,
        options: { limit: null, where: {}, truths: {} },
        tags: {},
        software: {},
        tasks: tasks.map(({ name, kind, labels }) => ({ name, kind, labels })),
      });
      const audit = await timed(async () => {
        const events = runAudit({
          db,
          run: run.id,
          package: model,
          session,
          pool,
          samples,
          done: 0,
          failed: 0,
          tasks,
          warnings: [],
          batchSize,
          threads,
          signal: new AbortController().signal,
        });
        for await (const event of events)
          if (event.type === 'sample-failed') throw new Error(event.failure.message);
      });
      shares.push(alone.seconds / audit.seconds);
      rates.push(samples.length / audit.seconds);
    }
    await pool.close();
    await session.close();
    closeDatabase(db);
    return [
      {
        what: `end to end, base32 on ${samples.length} images of ${data.name}, images/s`,
        value: median(rates).toFixed(1),
      },
      { what: 'end-to-end images/s as a share of bare session.run', value: median(shares).toFixed(3) },
    ];
  });
}

async function openImages(folder: string): ReturnType<typeof openDataset> {
  const shippedManifests = shippedDatasetManifests();
  if (existsSync(photographs)) {
    return openDataset({
      source: photographs,
      name: 'fairface',
      format: 'fairface',
      allowMissing: true,
      shippedManifests,
    });
  }
  const demo = await generateDemo({ folder: join(folder, 'demo'), split: 'audit' });
  return openDataset({ source: demo.folder, name: 'demo', shippedManifests });
}

/** The model alone on `count` images that are already in memory. */
async function bare(session: ModelSession, model: ModelPackage, count: number): Promise<void> {
  const length = 3 * model.input.height * model.input.width;
  const input = new Float32Array(batchSize * length).fill(0.1);
  for (let done = 0; done < count; done += batchSize) {
    const size = Math.min(batchSize, count - done);
    await session.run(input.subarray(0, size * length), size);
  }
}
