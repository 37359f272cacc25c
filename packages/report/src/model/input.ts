import type {
  AuditDocument,
  ComparisonDocument,
  DatasetManifest,
  LabelRepair,
  RegisteredModelManifest,
  RunWarning,
} from '@evenhand/contracts';
import type { Edition } from './report.js';
import type { Selection } from './selection.js';

/** Everything a report is made of. What is absent is left out of the report. */
export interface ReportInput {
  audit: AuditDocument;
  /** SHA-256 of the document as JSON, where it was read as such: it need not be written again to be hashed. */
  auditDigest?: string | undefined;
  /** The model's package, if it is still the one that was run. */
  model?: RegisteredModelManifest | undefined;
  /** The data set, if it is still the one that was run on. */
  dataset?: { manifest: DatasetManifest; repairs: LabelRepair[]; warnings: RunWarning[] } | undefined;
  /** The run as the only candidate, against its baseline. */
  comparison?: ComparisonDocument | undefined;
  /** Images to show; none where left out. */
  images?: ReportImages | undefined;
}

export interface ReportImages {
  treatment: ImageTreatment;
  mistakes: readonly Mistake[];
}

/** Blurred beyond recognition, or as they are. */
export type ImageTreatment = 'blurred' | 'clear';

/** An image that was classified wrongly. */
export interface Mistake {
  task: string;
  truth: string;
  predicted: string;
  /** Probability of the predicted class, where known. */
  confidence: number | null;
  /** JPEG, base64. */
  data: string;
}

export interface ReportOptions {
  edition: Edition;
  /** Predicted classes that mean being chosen; none where left out. */
  selections?: readonly Selection[] | undefined;
}
