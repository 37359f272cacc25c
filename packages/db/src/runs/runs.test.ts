import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { auditRun } from '@evenhand/contracts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Db } from '../database.js';
import { appendBatch } from '../predictions/append-batch.js';
import { insertLeaves, insertLeavesRun, leafPredictions, leavesRun } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import { createRun } from './create-run.js';
import { deleteRun } from './delete-run.js';
import { findRun } from './find-run.js';
import { getRun } from './get-run.js';
import { listRuns } from './list-runs.js';
import { markFailed } from './mark-failed.js';
import { markInterrupted } from './mark-interrupted.js';
import { resumeRun } from './resume-run.js';

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
/** A process id that no process has. */
const NOBODY = 2 ** 22 + 1;

function setOwner(db: Db, owner: string, heartbeatAt = new Date().toISOString()): void {
  db.$client.prepare('UPDATE runs SET owner = ?, heartbeat_at = ?').run(owner, heartbeatAt);
}

describe('a new run', () => {
  test('comes back with all it was given and the identity of its data', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 12);
    const { model, dataset: _, tasks, ...rest } = leavesRun();
    const run = createRun(db, leavesRun());
    expect(run).toEqual({
      ...rest,
      id: expect.stringMatching(/^r\w{8}$/),
      status: 'running',
      model,
      dataset: { name: 'leaves', digest: 'leaves-digest', samples: 12, labels: 'constructed' },
      tasks: tasks.map((task) => ({ ...task, excluded: 0 })),
      counts: { ok: 0, failed: 0, excluded: 0 },
      warnings: [],
      headlines: [],
      startedAt: ISO,
      finishedAt: null,
      heartbeatAt: ISO,
    });
    expect(getRun(db, run.id)).toEqual(run);
    expect(auditRun.parse(run)).toMatchObject({ id: run.id, dataset: run.dataset });
  });

  test('needs its data set', () => {
    const { db } = temporaryDatabase();
    expect(userErrorOf(() => createRun(db, leavesRun())).code).toBe('unknown_dataset');
  });
});

describe('finding runs', () => {
  test('newest first, by model, data set and status', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    const first = createRun(db, leavesRun());
    const second = createRun(db, leavesRun({ model: { name: 'botanist', version: '2', digest: 'd' } }));
    const third = createRun(db, leavesRun({ model: { name: 'gardener', version: '1', digest: 'd' } }));
    markInterrupted(db, second.id);
    const ids = (filter?: Parameters<typeof listRuns>[1]): string[] =>
      listRuns(db, filter).map((run) => run.id);
    expect(ids()).toEqual([third.id, second.id, first.id]);
    expect(ids({ model: { name: 'botanist' } })).toEqual([second.id, first.id]);
    expect(ids({ model: { name: 'botanist', version: '1' } })).toEqual([first.id]);
    expect(ids({ status: ['interrupted'] })).toEqual([second.id]);
    expect(ids({ dataset: 'leaves', status: ['running'] })).toEqual([third.id, first.id]);
    expect(ids({ dataset: 'faces' })).toEqual([]);
    expect(listRuns(db).map((run) => run.tasks.length)).toEqual([2, 2, 2]);
  });

  test('by latest, latest~N, id and unique beginning', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    const first = createRun(db, leavesRun());
    const second = createRun(db, leavesRun());
    db.$client.prepare("UPDATE runs SET id = 'r0aaaaaaa' WHERE id = ?").run(first.id);
    db.$client.prepare("UPDATE runs SET id = 'r0abbbbbb' WHERE id = ?").run(second.id);
    const found = ['latest', 'latest~0', 'latest~1', 'r0aaaaaaa', 'r0aa', 'R0AB'].map(
      (ref) => findRun(db, ref).id,
    );
    expect(found).toEqual(['r0abbbbbb', 'r0abbbbbb', 'r0aaaaaaa', 'r0aaaaaaa', 'r0aaaaaaa', 'r0abbbbbb']);
    expect(userErrorOf(() => findRun(db, 'r0a'))).toEqual({
      code: 'ambiguous_run',
      message: 'r0a is the beginning of 2 runs: r0abbbbbb, r0aaaaaaa',
      hint: 'Give more of the id, or say latest or latest~1.',
    });
    expect(userErrorOf(() => findRun(db, 'r0x'))).toEqual({
      code: 'unknown_run',
      message: 'There is no run r0x in this workspace.',
      hint: 'The newest runs are r0abbbbbb, r0aaaaaaa; `evenhand runs` lists all.',
    });
    expect(userErrorOf(() => findRun(db, 'latest~2')).message).toBe(
      'There is no run latest~2: the workspace holds 2.',
    );
    for (const ref of ['', '%', 'r0_', 'latest~', 'latest~-1']) {
      expect(userErrorOf(() => findRun(db, ref)).code).toBe('unknown_run');
    }
  });

  test('in an empty workspace says how to start', () => {
    const { db } = temporaryDatabase();
    for (const ref of ['latest', 'r0']) {
      expect(userErrorOf(() => findRun(db, ref)).hint).toContain('evenhand run --model');
    }
    expect(listRuns(db)).toEqual([]);
  });
});

describe('ending and resuming', () => {
  test('an interrupted run runs again', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    markInterrupted(db, id);
    expect(getRun(db, id).status).toBe('interrupted');
    expect(resumeRun(db, id).status).toBe('running');
  });

  test('a failed run keeps the reason until it runs again', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    const counted = { code: 'cmyk', message: 'converted', count: 2 };
    appendBatch(db, { run: id, predictions: leafPredictions(0), failures: [], warnings: [counted] });
    markFailed(db, { run: id, reason: 'out of memory' });
    expect(getRun(db, id)).toMatchObject({
      status: 'failed',
      finishedAt: ISO,
      warnings: [counted, { code: 'run_failed', message: 'out of memory' }],
    });
    expect(resumeRun(db, id)).toMatchObject({ status: 'running', finishedAt: null, warnings: [counted] });
  });

  test('a run whose process is gone counts as interrupted and can be resumed at once', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    setOwner(db, `${hostname()}:${NOBODY}`);
    expect(getRun(db, id).status).toBe('interrupted');
    expect(listRuns(db, { status: ['interrupted'] })).toHaveLength(1);
    expect(resumeRun(db, id).status).toBe('running');
  });

  test.runIf(process.platform === 'linux')(
    'a killed process counts as gone before its parent knows',
    async () => {
      const { db } = temporaryDatabase();
      const { id } = insertLeavesRun(db, 12);
      // The shell starts a process, becomes `sleep` before it ends, and so never asks what became of it: a zombie.
      const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60']);
      onTestFinished(() => {
        parent.kill('SIGKILL');
      });
      const [zombie] = await once(parent.stdout, 'data');
      await vi.waitFor(() => {
        setOwner(db, `${hostname()}:${Number(zombie)}`);
        expect(getRun(db, id).status).toBe('interrupted');
      }, 10_000);
      expect(() => process.kill(Number(zombie), 0)).not.toThrow();
    },
  );

  test('a run that another process works on is left alone', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    setOwner(db, `${hostname()}:${process.ppid}`);
    expect(getRun(db, id).status).toBe('running');
    expect(userErrorOf(() => resumeRun(db, id)).code).toBe('run_active');
    const batch = { run: id, predictions: leafPredictions(0), failures: [] };
    expect(userErrorOf(() => appendBatch(db, batch)).code).toBe('run_taken_over');
    expect(userErrorOf(() => markInterrupted(db, id)).code).toBe('run_taken_over');
    expect(getRun(db, id).counts.ok).toBe(0);
  });

  test('on another machine the time of the last batch decides', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    setOwner(db, 'elsewhere:1', new Date(Date.now() - 60_000).toISOString());
    expect(getRun(db, id).status).toBe('running');
    expect(userErrorOf(() => resumeRun(db, id)).code).toBe('run_active');
    setOwner(db, 'elsewhere:1', new Date(Date.now() - 3_600_000).toISOString());
    expect(getRun(db, id).status).toBe('interrupted');
    expect(resumeRun(db, id).status).toBe('running');
  });

  test('a deleted run is gone with all its rows, and its writer is told', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 12);
    const kept = createRun(db, leavesRun());
    for (const run of [id, kept.id]) {
      const failures = [{ sample: 1, code: 'missing_file' as const, message: 'gone' }];
      appendBatch(db, { run, predictions: leafPredictions(0), failures });
    }
    deleteRun(db, id);
    expect(userErrorOf(() => getRun(db, id)).code).toBe('unknown_run');
    expect(userErrorOf(() => deleteRun(db, id)).code).toBe('unknown_run');
    const batch = { run: id, predictions: leafPredictions(2), failures: [] };
    expect(userErrorOf(() => appendBatch(db, batch)).code).toBe('unknown_run');
    const rows = (table: string): unknown =>
      db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([rows('predictions'), rows('failures'), rows('run_tasks'), rows('runs')]).toEqual([2, 1, 2, 1]);
  });
});
