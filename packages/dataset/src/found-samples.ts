import type { DatasetManifest, ImageCell, RunWarning } from '@evenhand/contracts';
import type { RowLabels } from './labels/row-labels.js';

/** A sample whose image is there. */
export interface FoundSample {
  id: string;
  /** Absolute. */
  path: string;
  /** In Parquet files, which are hashed as they are read. */
  cell?: ImageCell | undefined;
  sha256?: string | undefined;
  row: RowLabels;
  cluster?: string | undefined;
}

/** What a source holds, before the images are read. */
export interface FoundSamples {
  manifest: DatasetManifest;
  samples: FoundSample[];
  leftOut: number;
  warnings: RunWarning[];
}
