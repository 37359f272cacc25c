import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { StoredDataset } from '../types.js';
import type { FromWriter, Job, ToWriter, WriterStart } from './messages.js';
import { fromSent } from './sent-error.js';

/** Batches that may wait for the thread: 16 MB, half a million predictions of two classes. */
export const AHEAD = 64;
/** Milliseconds for which batches are sent without a look at signals and timers. */
const TURN = 50;

type Answer = Exclude<FromWriter, { type: 'taken' }>;

export interface Batch {
  content: object;
  /** What of it changes hands instead of being copied. */
  transfer: ArrayBuffer[];
  /** Samples in it. */
  samples: number;
}

/** Who wants to know how far a bulk is. */
export interface Watcher {
  /** Called with the number of samples that are on their way. */
  onProgress(done: number): void;
  /** Called when all are on their way, for what need not wait until they are written. */
  onSent?(): void;
}

/** This thread's end of the writer's thread. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  /** Counts the messages: the thread sleeps on it. */
  readonly #sent = new Int32Array(new SharedArrayBuffer(4));
  #waiting = 0;
  /** How the bulk has ended that the thread is at. */
  #answer: Answer | undefined;
  /** Why there will be no more answers. */
  #death: Answer | undefined;
  #wake = (): void => {};

  /** `file`: the database's. */
  constructor(file: string) {
    const start: WriterStart = { file, sent: this.#sent };
    this.#worker = new Worker(new URL('./writer-worker.js', import.meta.url), { workerData: start });
    this.#worker.on('message', (message: FromWriter) => {
      if (message.type === 'taken') this.#waiting -= 1;
      else this.#answer = message;
      this.#wake();
    });
    this.#worker.on('error', (error) => this.#die(error));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#die(new Error(`The thread that writes the database ended with ${code}.`));
        resolve();
      });
    });
  }

  /**
   * Writes a bulk. Batches are made ahead of what is written. What they or the watcher throw leaves nothing of the bulk
   * behind, and is thrown.
   */
  async write(
    job: Job,
    batches: Iterable<Batch>,
    { onProgress, onSent }: Watcher,
  ): Promise<StoredDataset | undefined> {
    this.#answer = undefined;
    this.#waiting = 0;
    this.#send({ type: 'begin', job });
    let keep = false;
    try {
      let done = 0;
      let turned = performance.now();
      for (const { content, transfer, samples } of batches) {
        this.#send({ type: 'batch', content }, transfer);
        this.#waiting += 1;
        while (this.#waiting >= AHEAD && !this.#end()) await this.#news();
        if (performance.now() - turned > TURN) {
          await nextTurn();
          turned = performance.now();
        }
        if (this.#end()) break;
        done += samples;
        onProgress(done);
      }
      if (!this.#end()) onSent?.();
      keep = true;
    } finally {
      this.#send({ type: 'end', keep });
      while (!this.#end()) await this.#news();
    }
    const end = this.#end();
    if (end?.type === 'failed') throw fromSent(end.error);
    return end?.result;
  }

  async close(): Promise<void> {
    this.#send({ type: 'close' });
    await this.#exited;
  }

  #die(fault: Error): void {
    this.#death ??= { type: 'failed', error: { fault } };
    this.#wake();
  }

  #end(): Answer | undefined {
    return this.#answer ?? this.#death;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #send(message: ToWriter, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, transfer);
    Atomics.add(this.#sent, 0, 1);
    Atomics.notify(this.#sent, 0);
  }
}
