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
 * Gives jobs to worker threads, one at a time each, in the order they came.
 * A worker that dies (out of memory, for instance) costs the one job that it was at and is replaced; a worker that
 * dies before it was ready means a broken installation, and rejects everything.
 */
export function createWorkerPool<Job, Answer>(options: WorkerPoolOptions<Answer>): WorkerPool<Job, Answer> {
  const waiting: Ticket<Job, Answer>[] = [];
  const idle = new Set<Worker>();
  const busy = new Map<Worker, Ticket<Job, Answer>>();
  const workers = new Set<Worker>();
  let ended: Error | undefined;

  function dispatch(): void {
    for (const worker of idle) {
      const ticket = waiting.shift();
      if (!ticket) return;
      idle.delete(worker);
      busy.set(worker, ticket);
      worker.postMessage(ticket.job);
    }
  }

  function end(error: Error): void {
    ended ??= error;
    for (const ticket of [...busy.values(), ...waiting.splice(0)]) ticket.reject(ended);
    busy.clear();
  }

  function start(): void {
    const worker = options.startWorker();
    let ready = false;
    let cause: unknown;
    workers.add(worker);
    worker.on('message', (message: WorkerMessage<Answer>) => {
      if (message.type === 'ready') ready = true;
      else busy.get(worker)?.resolve(message.answer);
      busy.delete(worker);
      idle.add(worker);
      dispatch();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (exitCode) => {
      workers.delete(worker);
      idle.delete(worker);
      if (ended) return;
      const reason = cause instanceof Error ? cause.message : `exit code ${exitCode}`;
      if (!ready) {
        end(new Error(`A worker thread cannot start: ${reason}`, { cause }));
        return;
      }
      busy.get(worker)?.resolve(options.answerForDeath(reason));
      busy.delete(worker);
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
