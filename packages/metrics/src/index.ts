export { auditDocument } from './audit/audit-document.js';
export { type AuditTaskInput, auditTask } from './audit/audit-task.js';
export {
  auditTables,
  emptyRunTables,
  type PredictedRow,
  type RunShape,
  type RunTables,
  type RunTask,
  tabulateRows,
} from './audit/run-tables.js';
export type { CellGroup, CellSpec, GroupAttribute } from './counts/cell-space.js';
export { type CountRow, countRows, countsFromRows } from './counts/count-rows.js';
export { addCount, type Counted, type CountTable, emptyCounts } from './counts/count-table.js';
export { mergeCounts } from './counts/merge-counts.js';
export { type CountColumns, tabulate } from './counts/tabulate.js';
export { listGroupings } from './groupings/list-groupings.js';
export { f1FromJaccard, f1Interval } from './intervals/f1.js';
export type { ConfidenceOptions, Interval } from './intervals/interval.js';
export { wilsonInterval, wilsonIntervalAt, wilsonLowerLimit } from './intervals/wilson.js';
export { type KnownAnswerReport, runKnownAnswers } from './known-answers/run-known-answers.js';
export { countMetrics } from './metrics/registry.js';
export { normalCdf, normalLogSf, normalPdf, normalSf } from './numerics/normal-cdf.js';
export { criticalZ, normalQuantile } from './numerics/normal-quantile.js';
export { addScores, type Scored } from './scores/add-scores.js';
export { mergeScores } from './scores/merge-scores.js';
export { type ScoreTableJson, scoresFromJson, scoresToJson } from './scores/score-json.js';
export { emptyScores, type ScoreSpec, type ScoreTable } from './scores/score-table.js';
