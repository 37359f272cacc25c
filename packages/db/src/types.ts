import type {
  AuditRun,
  DatasetManifest,
  Estimate,
  Headline,
  LabelKind,
  LabelRepair,
  RegisteredModelManifest,
  RunCounts,
  RunWarning,
  Sample,
  SampleFailure,
} from '@evenhand/contracts';
import type { ColumnCollector } from './browse/column-collector.js';

/** A registered model package. */
export interface StoredModel {
  name: string;
  version: string;
  /** Digest of the whole package: what runs remember. */
  digest: string;
  manifest: RegisteredModelManifest;
  /** Folder of the package, as it was given. */
  folder: string;
  /** ISO 8601, UTC. */
  addedAt: string;
}
export type NewModel = Omit<StoredModel, 'addedAt'>;

/** A registered data set, without its samples. */
export interface StoredDataset {
  name: string;
  digest: string;
  manifest: DatasetManifest;
  /** Absolute folder that sample paths lie in. */
  root: string;
  /** Number of samples. */
  samples: number;
  repairs: LabelRepair[];
  warnings: RunWarning[];
  /** ISO 8601, UTC. */
  addedAt: string;
}
export type NewDataset = Omit<StoredDataset, 'addedAt' | 'samples' | 'name'> & {
  /** In the order that gives each sample its index. */
  samples: Iterable<Sample>;
};

/** A sample with its index: its place in the data set from 0 on, by which runs refer to it. */
export interface IndexedSample extends Sample {
  index: number;
}

/** A task of a run. Its place in `Run.tasks` is the task index of predictions and counts. */
export interface RunTask {
  name: string;
  kind: LabelKind;
  /** In the model's output order: truth and prediction are indices into this list. */
  labels: string[];
  /** Natural order of an ordinal task's labels. */
  order?: string[] | undefined;
  /** Samples left out because their label maps to nothing. */
  excluded: number;
}

/** Everything about a run but its rows; it keeps its own copy of the model's and data set's identity. */
export interface Run extends AuditRun {
  tasks: RunTask[];
  /** Samples that this run is to process. */
  total: number;
  batchSize: number;
  /** How it was asked for (limit, where, maps …), as the runner wrote it. */
  options: Record<string, unknown>;
  /** What lists of runs say about its tasks; empty until it has finished. */
  headlines: Headline[];
  /** When the last batch was stored: ISO 8601, UTC. */
  heartbeatAt: string;
}

export interface NewRun
  extends Pick<
    Run,
    'device' | 'precision' | 'preprocessDigest' | 'batchSize' | 'total' | 'options' | 'tags' | 'software'
  > {
  model: { name: string; version: string; digest: string };
  /** Name of a registered data set. */
  dataset: string;
  tasks: Omit<RunTask, 'excluded'>[];
}

/** One prediction; sample, task and labels by index. */
export interface StoredPrediction {
  sample: number;
  task: number;
  /** Index into the task's labels; null where the sample is excluded from this task. */
  truth: number | null;
  predicted: number;
  /** Probability of the predicted label, where known. */
  confidence: number | null;
  /** Probability per label in the task's order, where known. Kept as the nearest float32. */
  scores: readonly number[] | null;
}

/** Why a sample has no prediction; sample by index. */
export interface StoredFailure extends Omit<SampleFailure, 'sample'> {
  sample: number;
}

/** A prediction together with its sample. */
export interface PredictionRow extends StoredPrediction {
  /** The sample's id inside its data set. */
  sampleId: string;
  /** Attribute → label. Samples with the same labels share one frozen object, so it can serve as a map key. */
  labels: Sample['labels'];
  cluster: string | undefined;
}

/** What several runs say about one sample in one task. */
export interface SharedPrediction {
  /** The sample's index in the first run's data set. */
  sample: number;
  /** As in `PredictionRow`. */
  labels: Sample['labels'];
  cluster: string | undefined;
  /** Place in the list of tasks that was asked for. */
  task: number;
  /** In the order of the runs; labels by index into each run's own list. */
  predictions: Pick<StoredPrediction, 'truth' | 'predicted' | 'scores'>[];
}

export interface FailureRow extends StoredFailure {
  sampleId: string;
  labels: Sample['labels'];
}

/** One cell of a run's sparse count table: samples of one group, one true and one predicted class. */
export interface CountRow {
  task: number;
  /** The group: attribute → label. */
  labels: Sample['labels'];
  truth: number;
  predicted: number;
  n: number;
}

/** One number of the result, named as in the audit document. */
export interface MetricRow {
  /** Name of the task. */
  task: string;
  /** {} for all samples. */
  group: Readonly<Record<string, string>>;
  /** Label of the class, or null for the slice as a whole. */
  class: string | null;
  metric: string;
  estimate: Estimate;
}

/** The end of a run. */
export interface RunResult {
  counts: RunCounts;
  /** Excluded samples per task, in task order. */
  excluded: number[];
  warnings: RunWarning[];
  /** All that the run has stored. */
  predictions: ColumnCollector;
  countRows: Iterable<CountRow>;
  /** Task index → mergeable sums over scores, as JSON text that only its writer reads. */
  scoreTables: ReadonlyMap<number, string>;
  metrics: Iterable<MetricRow>;
  headlines: Headline[];
  forPages?: ForPages;
}

/** What is made of a run's result when it ends, so that pages need not make it; only its writer reads it. */
export interface ForPages {
  /** Of the code that made it. */
  version: string;
  /** What the run found in words, as JSON. */
  summary: unknown;
  /** The audit document in parts: task by name, part by number, packed. */
  parts: Iterable<{ task: string; part: number; content: Uint8Array }>;
}

/** What a run found in words. */
export interface StoredSummary {
  /** Of the code that made it, and the parts of the audit document. */
  version: string;
  content: unknown;
}
