import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createWorkerPool, type WorkerPool } from './worker-pool.js';

/** Doubles numbers; ends the thread in two ways when told to. */
const doubler = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (job) => {
    if (job === 'throw') throw new Error('out of luck');
    if (job === 'exit') process.exit(3);
    if (job !== 'wait') parentPort.postMessage({ type: 'answer', answer: String(2 * job) });
  });
  parentPort.postMessage({ type: 'ready' });
`;

function openPool(code = doubler): WorkerPool<number | string, string> & AsyncDisposable {
  const pool = createWorkerPool<number | string, string>({
    startWorker: () => new Worker(code, { eval: true }),
    threads: 2,
    answerForDeath: (reason) => `died: ${reason}`,
  });
  return { ...pool, [Symbol.asyncDispose]: pool.close };
}

describe('createWorkerPool', () => {
  it('answers every job', async () => {
    await using pool = openPool();
    const jobs = Array.from({ length: 50 }, (_, index) => index);
    expect(await Promise.all(jobs.map(pool.run))).toEqual(jobs.map((job) => String(2 * job)));
  });

  it('loses only the job at which a worker dies, and replaces the worker', async () => {
    await using pool = openPool();
    const jobs = [1, 'throw', 2, 'exit', 3, 'throw', 4, 'exit', 5];
    expect(await Promise.all(jobs.map(pool.run))).toEqual([
      '2',
      'died: out of luck',
      '4',
      'died: exit code 3',
      '6',
      'died: out of luck',
      '8',
      'died: exit code 3',
      '10',
    ]);
  });

  it('rejects everything where no worker can start', async () => {
    await using pool = openPool("throw new Error('library missing')");
    await expect(pool.run(1)).rejects.toThrow('A worker thread cannot start: library missing');
    await expect(pool.run(2)).rejects.toThrow('library missing');
  });

  it('rejects what is unfinished when it closes, closes twice, and takes nothing more', async () => {
    const pool = openPool();
    const jobs = ['wait', 'wait', 1].map((job) =>
      expect(pool.run(job)).rejects.toThrow('The pool is closed.'),
    );
    await pool.close();
    await pool.close();
    await Promise.all(jobs);
    await expect(pool.run(1)).rejects.toThrow('The pool is closed.');
  });
});
