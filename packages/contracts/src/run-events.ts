import type { AuditDocument } from './audit-document.js';
import type { SampleFailure } from './sample.js';

export interface RunCounts {
  ok: number;
  failed: number;
  /** Samples whose label is mapped to null, by any task. */
  excluded: number;
}

/** Something the reader of a result must know; `count` samples are concerned where it is about samples. */
export interface RunWarning {
  code: string;
  message: string;
  count?: number;
}

/** What a running audit says, in order: one `started`, then batches, failures and warnings, then one ending. */
export type RunEvent =
  | {
      type: 'started';
      run: string;
      total: number;
      done: number;
      device: string;
      batchSize: number;
      threads: number;
    }
  | {
      type: 'batch';
      done: number;
      failed: number;
      total: number;
      imagesPerSecond: number;
      secondsLeft: number;
    }
  | { type: 'sample-failed'; failure: SampleFailure }
  | { type: 'warning'; warning: RunWarning }
  | { type: 'interrupted'; run: string; done: number; total: number }
  | { type: 'finished'; audit: AuditDocument; seconds: number };
