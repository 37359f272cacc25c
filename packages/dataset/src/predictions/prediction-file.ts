import type {
  Attribute,
  LabelKind,
  LabelMap,
  LabelRepair,
  RunWarning,
  SampleFailureCode,
} from '@evenhand/contracts';
import type { OnConflict } from './collected.js';
import type { ColumnRequest } from './column-request.js';
import type { Labels } from './own-dataset.js';
import type { TruthLabels } from './truth-labels.js';

/** A registered data set that the predictions are about. */
export interface JoinedDataset {
  name: string;
  attributes: readonly Attribute[];
  /** By index of the sample. */
  ids: readonly string[];
  labels: readonly Labels[];
}

export interface ReadPredictionsOptions {
  file: string;
  /** Which sheet of a workbook; the first one where left out. */
  sheet?: string | undefined;
  request: ColumnRequest;
  /** Truth and groups come from here; from the file itself where left out. */
  joined?: JoinedDataset | undefined;
  /** What a manifest says about the labels of the file's own truth and groups. */
  declared?: readonly Attribute[] | undefined;
  /** Task → what the data set's labels are called in the predictions. */
  maps: ReadonlyMap<string, LabelMap>;
  onConflict?: OnConflict;
  /** Called with the share of the file that has been read, 0 … 1. */
  onProgress?: ((progress: number) => void) | undefined;
}

/** A task of the model that made the predictions. */
export interface PredictedTask {
  name: string;
  kind: LabelKind;
  labels: string[];
  order?: string[] | undefined;
  /** The attribute that is its truth, and how its labels read; null where it cannot be measured. */
  truth: { attribute: string; labels: TruthLabels } | null;
}

/** What a file says about one sample: every task, or why there is nothing. Labels by place among the task's. */
export interface PredictedSample {
  /** In the joined data set, or among the file's own samples. */
  sample: number;
  failure: { code: SampleFailureCode; message: string } | null;
  predictions: {
    task: number;
    truth: number | null;
    predicted: number;
    confidence: number | null;
    scores: number[] | null;
  }[];
}

/** A file of predictions, understood. */
export interface PredictionFile {
  format: 'csv' | 'jsonl' | 'parquet' | 'xlsx';
  /** Rows below the header. */
  rows: number;
  /** Rows that repeated an earlier one. */
  duplicates: number;
  /** Rows that contradicted another one, and were left out as the user wanted. */
  overruled: number;
  /** What was read → from which column, and whether that was guessed. */
  columns: { what: string; column: string; guessed: boolean }[];
  tasks: PredictedTask[];
  /** The file's own truth and groups; null where they come from a registered data set. */
  own: {
    attributes: Attribute[];
    ids: readonly string[];
    labels: readonly Labels[];
    repairs: LabelRepair[];
  } | null;
  /** Predicted labels that were not written as the task's labels are. */
  repairs: LabelRepair[];
  warnings: RunWarning[];
  /** Samples that the file says something about. */
  samples: number;
  /** These samples in order. May be iterated once or many times. */
  predictions(): Iterable<PredictedSample>;
}
