/** One labelled image of a data set. */
export interface Sample {
  /** Stable name inside the data set: the image's path as the data set writes it, with `/`. Unique. */
  id: string;
  /** Absolute path of the image file. */
  path: string;
  /** Attribute → declared label, or null where the source has no value. */
  labels: Readonly<Record<string, string | null>>;
  /** SHA-256 (hex) of the file's bytes when it was registered. */
  sha256: string;
  /** Person or burst that the image belongs to, where the data set says so. */
  cluster?: string | undefined;
}

/** How many labels of one spelling were repaired to a declared label. */
export interface LabelRepair {
  attribute: string;
  from: string;
  to: string;
  count: number;
}

/** Why a sample has no prediction. Expected trouble is data, never an exception. */
export type SampleFailureCode =
  | 'unreadable_image'
  | 'missing_file'
  | 'image_changed'
  | 'image_too_large'
  | 'inference_failed';

export interface SampleFailure {
  sample: string;
  code: SampleFailureCode;
  message: string;
}

/** What the model says about one sample in one task. */
export interface TaskPrediction {
  task: string;
  /** True label in the model's labels; null where the sample is excluded from this task. */
  truth: string | null;
  predicted: string;
  /** Probability per label in the model's output order; sums to 1. */
  scores: readonly number[];
}
