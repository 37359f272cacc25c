import type { ModelManifest, ModelSourceManifest } from '@evenhand/contracts';

/** What an importer found out and wrote; the rest of the manifest comes from what people say about the model. */
export type ImportedModel = Pick<ModelManifest, 'input' | 'preprocess' | 'tasks' | 'digests'>;

export interface ImportProgress {
  /** `weights`: files are being written. `check`: the written model is being tried. */
  stage: 'weights' | 'check';
  /** Bytes. */
  done: number;
  total: number;
}

export interface ImportTarget {
  /** An empty folder to write into. */
  dir: string;
  /** What manifests say about the source. */
  said: ModelSourceManifest;
  onProgress: (progress: ImportProgress) => void;
  /** What was chosen or left out, a sentence each, for people. */
  onNote: (note: string) => void;
}
