import type { RunWarning, UserErrorOptions } from '@evenhand/contracts';
import type { NewDataset, StoredDataset } from '../types.js';

/** What the writer's thread is started with. */
export interface WriterStart {
  /** The database. */
  file: string;
  /** Counts the messages sent to the thread, which sleeps on it. */
  sent: Int32Array;
}

/** A bulk to write, in one transaction; batches of its rows follow. */
export type Job =
  | { job: 'dataset'; dataset: Omit<NewDataset, 'samples'> }
  | { job: 'predictions'; run: string; warnings: readonly RunWarning[] };

export type ToWriter =
  | { type: 'begin'; job: Job }
  | { type: 'batch'; content: object }
  /** No batches follow: what came is to be kept, or nothing of it. */
  | { type: 'end'; keep: boolean }
  /** The thread is to end. */
  | { type: 'close' };

export type FromWriter =
  /** A batch has been taken out of the queue. */
  | { type: 'taken' }
  | { type: 'done'; result: StoredDataset | undefined }
  | { type: 'failed'; error: SentError };

/** An error on its way to another thread, where a class is lost. */
export type SentError = { user: UserErrorOptions } | { fault: unknown };
