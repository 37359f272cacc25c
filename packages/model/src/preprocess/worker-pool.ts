import type { Worker } from 'node:worker_threads';

export interface WorkerPoolOptions<Answer> {
  /** Starts one worker. It posts `ready` once, then one answer for each job, in order. */
  startWorker(): Worker;
  threads: number;
  /** Answer for the job that a worker was at when it died. */
  answerForDeath(reason: string): Answer;
}

export interface WorkerPool<Job, Answer> {
  /** Rejects only when the pool is closed or no worker can start. */
  run(job: Job): Promise<Answer>;
  /** Stops the threads; jobs without an answer are rejected. May be called again. */
  close(): Promise<void>;
}

export type WorkerMessage<Answer> = { type: 'ready' } | { type: 'answer'; answer: Answer };

interface Ticket<Job, Answer> {
  job: Job;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * Jobs that wait at each worker. onnxruntime-node computes in the calling thread, so between two batches nobody could
 * hand out work: workers must have enough to do until then.
 */
const JOBS_AHEAD = 16;

/**
 * Gives jobs to worker threads in the order they came; each worker does its own one after the other.
 * A worker that dies (out of memory, for instance) costs the one job that it was at and is replaced; a worker that
 * dies before it was ready means a broken installation, and rejects everything.
 */
export function createWorkerPool<Job, Answer>(options: WorkerPoolOptions<Answer>): WorkerPool<Job, Answer> {
  const waiting: Ticket<Job, Answer>[] = [];
  /** What each worker that is ready was given and has not answered yet, in order. */
  const given = new Map<Worker, Ticket<Job, Answer>[]>();
  const workers = new Set<Worker>();
  let ended: Error | undefined;

  function dispatch(): void {
    while (waiting.length > 0) {
      const [worker, tickets] = leastLoaded() ?? [];
      const ticket = tickets && tickets.length < JOBS_AHEAD ? waiting.shift() : undefined;
      if (!worker || !ticket) return;
      tickets?.push(ticket);
      worker.postMessage(ticket.job);
    }
  }

  function leastLoaded(): [Worker, Ticket<Job, Answer>[]] | undefined {
    let least: [Worker, Ticket<Job, Answer>[]] | undefined;
    for (const entry of given) if (!least || entry[1].length < least[1].length) least = entry;
    return least;
  }

  function end(error: Error): void {
    ended ??= error;
    for (const ticket of [...[...given.values()].flat(), ...waiting.splice(0)]) ticket.reject(ended);
    given.clear();
  }

  function start(): void {
    const worker = options.startWorker();
    let ready = false;
    let cause: unknown;
    workers.add(worker);
    worker.on('message', (message: WorkerMessage<Answer>) => {
      if (ended) return;
      if (message.type === 'answer') given.get(worker)?.shift()?.resolve(message.answer);
      else given.set(worker, []);
      ready = true;
      dispatch();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (exitCode) => {
      workers.delete(worker);
      const [current, ...untouched] = given.get(worker) ?? [];
      given.delete(worker);
      if (ended) return;
      const reason = cause instanceof Error ? cause.message : `exit code ${exitCode}`;
      if (!ready) {
        end(new Error(`A worker thread cannot start: ${reason}`, { cause }));
        return;
      }
      current?.resolve(options.answerForDeath(reason));
      waiting.unshift(...untouched);
      start();
    });
  }

  for (let count = 0; count < options.threads; count++) start();
  return {
    run(job) {
      if (ended) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        dispatch();
      });
    },
    async close() {
      end(new Error('The pool is closed.'));
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}
