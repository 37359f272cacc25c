import type { RunStatus } from '@evenhand/contracts';
import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type * as T from './types.js';

export type * from './types.js';
export type Db = BetterSQLite3Database & { $client: Database.Database };

// Signatures first; each moves to its own file as it is built.
export declare function openDatabase(options: { file: string; readonly?: boolean }): Db;
export declare function closeDatabase(db: Db): void;

export declare function insertModel(db: Db, model: T.NewModel): T.StoredModel;
export declare function getModel(db: Db, ref: { name: string; version: string }): T.StoredModel;
export declare function listModels(db: Db): T.StoredModel[];
export declare function deleteModel(db: Db, ref: { name: string; version: string }): void;

export declare function insertDataset(db: Db, dataset: T.NewDataset): T.StoredDataset;
export declare function getDataset(db: Db, name: string): T.StoredDataset;
export declare function listDatasets(db: Db): T.StoredDataset[];
export declare function deleteDataset(db: Db, options: { name: string; force?: boolean }): void;
export declare function readSamples(db: Db, dataset: string): IterableIterator<T.IndexedSample>;

export declare function createRun(db: Db, run: T.NewRun): T.Run;
export declare function getRun(db: Db, id: string): T.Run;
/** `ref`: `latest`, `latest~N`, an id or a unique prefix of one. */
export declare function findRun(db: Db, ref: string): T.Run;
/** Newest first. */
export declare function listRuns(
  db: Db,
  filter?: { status?: readonly RunStatus[]; dataset?: string; model?: { name: string; version?: string } },
): T.Run[];
/** Sets an interrupted, failed or abandoned run to `running` again; refused while another process works on it. */
export declare function resumeRun(db: Db, id: string): T.Run;
export declare function markInterrupted(db: Db, id: string): void;
export declare function markFailed(db: Db, options: { run: string; reason: string }): void;
export declare function finishRun(db: Db, options: { run: string } & T.RunResult): T.Run;
export declare function deleteRun(db: Db, id: string): void;

export declare function doneSamples(db: Db, run: string): ReadonlySet<number>;
export declare function appendBatch(
  db: Db,
  batch: {
    run: string;
    predictions: readonly T.StoredPrediction[];
    failures: readonly T.StoredFailure[];
  },
): void;
export declare function iteratePredictions(
  db: Db,
  options: { run: string; task?: number },
): IterableIterator<T.PredictionRow>;
export declare function iterateFailures(db: Db, run: string): IterableIterator<T.FailureRow>;
export declare function readCounts(db: Db, run: string): T.CountRow[];
export declare function readScoreTables(db: Db, run: string): Map<number, string>;
