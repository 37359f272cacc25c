/** Which value of a Parquet file holds an image's bytes. */
export interface ImageCell {
  /** Path of the leaf column, with dots: `image.bytes`. */
  column: string;
  /** Counted from 0 over the whole file. */
  row: number;
}

/** One labelled image of a data set, or one row where a data set was made from predictions alone. */
export interface Sample {
  /** Stable name inside the data set: the image's path as the data set writes it, with `/`. Unique. */
  id: string;
  /**
   * Absolute path of the image file, or of the Parquet file that it lies in; null where there is none: predictions can
   * be audited without their images.
   */
  path: string | null;
  /** Where in the Parquet file `path` the image is; left out where the image is a file of its own. */
  cell?: ImageCell | undefined;
  /** Attribute → declared label, or null where the source has no value. */
  labels: Readonly<Record<string, string | null>>;
  /** SHA-256 (hex) of the image's bytes when it was registered; empty where there is no image. */
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
  | 'inference_failed'
  | 'missing_prediction';

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
