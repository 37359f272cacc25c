export { auditDocument } from './audit/audit-document.js';
export { auditSlices } from './audit/audit-grouping.js';
export { type AuditTaskInput, auditTask, taskContext } from './audit/audit-task.js';
export { headlines } from './audit/headlines.js';
export {
  addRow,
  auditRunTask,
  auditTables,
  emptyRunTables,
  type PredictedRow,
  type RunShape,
  type RunTables,
  type RunTask,
  tabulateClusters,
  tabulateRows,
} from './audit/run-tables.js';
export { bootstrapCounts } from './bootstrap/bootstrap-counts.js';
export { percentileInterval } from './bootstrap/percentile.js';
export { checkClaims } from './claims/check-claims.js';
export { claimData } from './claims/claim-table.js';
export { compareClaims } from './claims/compare-claims.js';
export { isSameData, type KnownData } from './claims/same-data.js';
export { type CompareRunsInput, compareRuns } from './compare/compare-runs.js';
export { type CompareTaskInput, compareTask } from './compare/compare-task.js';
export {
  type ComparedTask,
  type ComparisonShape,
  comparisonShape,
  type NamedShape,
} from './compare/comparison-shape.js';
export { type ComparisonTables, type SharedRow, tabulateShared } from './compare/comparison-tables.js';
export { addJoint, type Compared, emptyJoint, type JointTable } from './compare/joint-table.js';
export { mergeComparisonTables } from './compare/merge-comparison-tables.js';
export { type PredictedColumns, tabulateColumns } from './compare/tabulate-columns.js';
export type { CellGroup, CellSpec, GroupAttribute } from './counts/cell-space.js';
export { type CountRow, countRows, countsFromRows } from './counts/count-rows.js';
export { addCount, type Counted, type CountTable, emptyCounts } from './counts/count-table.js';
export { mergeCounts } from './counts/merge-counts.js';
export { type CountColumns, type TaskColumns, tabulate } from './counts/tabulate.js';
export { parityFormulas } from './disparities/parity/parity-measures.js';
export { proportionGroup } from './gaps/gap-group.js';
export { gapInterval } from './gaps/gap-interval.js';
export {
  clopperPearsonLimits,
  type DecidingLimits,
  floorVerdict,
  gapVerdict,
  regressionVerdict,
} from './gates/verdicts.js';
export { listGroupings } from './groupings/list-groupings.js';
export { fisherExactTest } from './hypothesis/fisher-exact.js';
export { scoreTest } from './hypothesis/score-test.js';
export { f1FromJaccard, f1Interval } from './intervals/f1.js';
export type { ConfidenceOptions, Interval } from './intervals/interval.js';
export { wilsonInterval, wilsonIntervalAt, wilsonLowerLimit } from './intervals/wilson.js';
export { type KnownAnswerReport, runKnownAnswers } from './known-answers/run-known-answers.js';
export { labelNoiseTippingPoints } from './label-noise/tipping-points.js';
export { intervalNames } from './metrics/measurement.js';
export type { Metric } from './metrics/metric.js';
export { countMetrics, scoreMetrics } from './metrics/registry.js';
export { holmAdjusted } from './multiplicity/adjust.js';
export { spentAlpha } from './multiplicity/alpha-spending.js';
export { sidakAlpha } from './multiplicity/sidak.js';
export { normalCdf, normalLogSf, normalPdf, normalSf } from './numerics/normal-cdf.js';
export { criticalZ, normalQuantile } from './numerics/normal-quantile.js';
export { mcnemarTest } from './paired/mcnemar.js';
export { settlingSampleSize } from './power/sample-size.js';
export { minimumDetectableDrop } from './power/two-proportions.js';
export { sampleBinomial } from './random/binomial.js';
export { sampleMultinomial } from './random/multinomial.js';
export { randomStream } from './random/random-stream.js';
export { addScores, type Scored } from './scores/add-scores.js';
export { mergeScores } from './scores/merge-scores.js';
export { type ScoreTableJson, scoresFromJson, scoresToJson } from './scores/score-json.js';
export { emptyScores, type ScoreSpec, type ScoreTable } from './scores/score-table.js';
