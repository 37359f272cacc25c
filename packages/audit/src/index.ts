export { forPages } from './for-pages.js';
export { evaluatePolicy } from './gate/evaluate-policy.js';
export { loadAudit, makeAudit } from './load-audit.js';
export { type ComparisonRequest, loadComparison } from './load-comparison.js';
export { loadReport, type ReportRequest } from './load-report.js';
export { type CountedRun, loadRun, runClusters, runShape } from './load-run.js';
export { type OpenComparison, openComparison } from './open-comparison.js';
export { registeredDataset, registeredModel } from './registered.js';
export { openStoredAudit, type StoredAudit, type TaskOutline } from './stored-audit.js';
