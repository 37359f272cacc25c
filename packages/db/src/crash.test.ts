import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeDatabase, openDatabase } from './open-database.js';
import { appendBatch } from './predictions/append-batch.js';
import { doneSamples } from './predictions/done-samples.js';
import { iteratePredictions } from './predictions/iterate-predictions.js';
import { getRun } from './runs/get-run.js';
import { markInterrupted } from './runs/mark-interrupted.js';
import { resumeRun } from './runs/resume-run.js';
import { insertLeavesRun, leafPredictions } from './testing/leaves.js';
import { startProcess } from './testing/run-process.js';
import { temporaryDatabase } from './testing/temporary.js';

const MINUTES = 60_000;

test('kill -9 at any moment loses at most the batch in flight', { timeout: 5 * MINUTES }, async () => {
  for (const [afterBatches, milliseconds] of [
    [1, 0],
    [30, 1],
    [100, 3],
  ] as const) {
    const { db, file } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 4_000);
    markInterrupted(db, id);
    closeDatabase(db);
    const writer = startProcess('store-worker', [file, id]);
    onTestFinished(() => {
      writer.kill('SIGKILL');
    });
    const exited = once(writer, 'exit');
    let confirmed = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      confirmed = Number(line);
      if (confirmed === afterBatches * 4) {
        await sleep(milliseconds);
        writer.kill('SIGKILL');
      }
    }
    await exited;

    // The log that the dead process left is recovered by whoever opens the database next.
    const survivor = openDatabase({ file });
    onTestFinished(() => closeDatabase(survivor));
    expect(survivor.$client.pragma('integrity_check', { simple: true })).toBe('ok');
    const done = doneSamples(survivor, id);
    // Whole batches, all that were confirmed, at most one that was stored and not yet confirmed.
    expect([confirmed, confirmed + 4]).toContain(done.size);
    expect(done.size).toBeGreaterThanOrEqual(afterBatches * 4);
    expect(done).toEqual(new Set(Array.from({ length: done.size }, (_, index) => index)));
    const failed = Math.floor(done.size / 10);
    expect(getRun(survivor, id)).toMatchObject({
      status: 'interrupted',
      counts: { ok: done.size - failed, failed },
    });
    expect([...iteratePredictions(survivor, { run: id })]).toHaveLength(2 * (done.size - failed));

    // And it goes on at once, here.
    resumeRun(survivor, id);
    appendBatch(survivor, { run: id, predictions: leafPredictions(done.size), failures: [] });
    expect(doneSamples(survivor, id).size).toBe(done.size + 1);
  }
});

describe('a reader beside a writer', () => {
  test('sees every batch as soon as it is stored', { timeout: MINUTES }, async () => {
    const { db, file } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 20);
    markInterrupted(db, id);
    closeDatabase(db);
    const viewer = openDatabase({ file, readonly: true });
    onTestFinished(() => closeDatabase(viewer));
    const writer = startProcess('store-worker', [file, id, 'wait']);
    onTestFinished(() => {
      writer.kill('SIGKILL');
    });
    const exited = once(writer, 'exit');
    const lines = createInterface({ input: writer.stdout })[Symbol.asyncIterator]();
    for (const stored of [4, 8, 12, 16, 20]) {
      writer.stdin.write('next\n');
      expect((await lines.next()).value).toBe(String(stored));
      const failed = Math.floor(stored / 10);
      expect(getRun(viewer, id).counts).toMatchObject({ ok: stored - failed, failed });
      expect(doneSamples(viewer, id).size).toBe(stored);
      if (stored < 20) expect(getRun(viewer, id).status).toBe('running');
    }
    await exited;
    expect(getRun(viewer, id).status).toBe('interrupted');
  });
});
