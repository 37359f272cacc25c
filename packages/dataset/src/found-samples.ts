import type { DatasetManifest, RunWarning } from '@evenhand/contracts';
import type { RowLabels } from './labels/row-labels.js';

/** A sample whose image is there and not yet hashed. */
export interface FoundSample {
  id: string;
  /** Absolute. */
  path: string;
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
