import type { ModelPackage } from '../package/model-package.js';

export interface ImportModelOptions {
  /** A folder in the Hugging Face layout, a folder whose `model.yaml` names an ONNX file, or an `.onnx` file. */
  source: string;
  /** The package folder to make, `models/<name>/<version>`. It must not exist yet. */
  into: string;
  name: string;
  version: string;
  /** A manifest file, or the name of one that ships. It goes before what the source says, field by field. */
  manifest?: string;
}

export interface ImportProgress {
  stage: 'weights' | 'check';
  /** Bytes. */
  done: number;
  total: number;
}

/** Turns a model source into a package. */
export function importModel(
  _options: ImportModelOptions,
  _onProgress?: (progress: ImportProgress) => void,
): Promise<ModelPackage> {
  return Promise.reject(new Error('being written'));
}
