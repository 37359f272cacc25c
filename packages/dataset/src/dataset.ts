import type { DatasetFormat, DatasetManifest, LabelRepair, RunWarning, Sample } from '@evenhand/contracts';

export interface OpenDatasetOptions {
  /** Folder, label table (`.csv`, `.tsv`, `.jsonl`) or Parquet file with the images in it. */
  source: string;
  /** Name of the data set; the manifest's name, else the source's own, where left out. */
  name?: string | undefined;
  /** Detected from the manifest and the source where left out. */
  format?: DatasetFormat | undefined;
  /** Folder of the images, relative to the current directory; goes before the manifest's `images`. */
  images?: string | undefined;
  /** Path of a manifest, name of a shipped one, or the manifest itself; goes before the source's `dataset.yaml`. */
  manifest?: string | DatasetManifest | undefined;
  /** Manifests that ship with the product: name → path of the `dataset.yaml`. Formats use the one of their name. */
  shippedManifests?: Readonly<Record<string, string>> | undefined;
  /** Leave out rows whose image is absent instead of refusing the data set. */
  allowMissing?: boolean | undefined;
  /** Parquet: which configuration and split of a published data set. */
  config?: string | undefined;
  split?: string | undefined;
  /** Where the source came from, for the manifest: `hf:owner/repo@sha`. */
  origin?: string | undefined;
}

/** A data set as it was found: every label declared, every image hashed. */
export interface Dataset {
  /** Complete: `name`, `format` and, for tables, `table.file` and `table.imageColumn` say what was really used. */
  manifest: DatasetManifest;
  /** Absolute path of the source folder. */
  root: string;
  /** In the order of the table; sorted by id where the data set is a folder. */
  samples: Sample[];
  /** SHA-256 (hex) of ids, labels, image bytes and attribute declarations; see `datasetDigest`. */
  digest: string;
  /** Every label that was not written as declared and is not part of the encoding (`values`, `bins`). */
  repairs: LabelRepair[];
  /** Rows left out because their image is absent (`allowMissing`). */
  leftOut: number;
  warnings: RunWarning[];
}

/** Called as images are hashed. */
export type DatasetProgress = (done: number, total: number) => void;
