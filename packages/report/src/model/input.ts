import type {
  AuditDocument,
  ComparisonDocument,
  DatasetManifest,
  LabelRepair,
  ModelManifest,
  RunWarning,
} from '@evenhand/contracts';
import type { Edition } from './report.js';

/** Everything a report is made of. What is absent is left out of the report. */
export interface ReportInput {
  audit: AuditDocument;
  /** The model's package, if it is still the one that was run. */
  model?: ModelManifest | undefined;
  /** The data set, if it is still the one that was run on. */
  dataset?: { manifest: DatasetManifest; repairs: LabelRepair[]; warnings: RunWarning[] } | undefined;
  /** The run as the only candidate, against its baseline. */
  comparison?: ComparisonDocument | undefined;
}

export interface ReportOptions {
  edition: Edition;
}
