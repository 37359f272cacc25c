import type { ModelManifest } from '@evenhand/contracts';

/** The manifest's name in every package. */
export const MANIFEST_FILE = 'model.yaml';

/** What one sample looks like when it enters the model: 3 × `height` × `width` values. */
export interface InputGeometry {
  /** Pixels. */
  height: number;
  width: number;
  layout: 'NCHW' | 'NHWC';
}

/** An imported model: a folder with `model.yaml`, an ONNX file and the weights it refers to. */
export interface ModelPackage {
  /** Absolute path of the package folder. */
  dir: string;
  manifest: ModelManifest;
  /** SHA-256 (hex) over all that makes results differ: the files' digests, the tasks and the preprocessing. */
  digest: string;
  /** SHA-256 (hex) of the preprocessing alone. */
  preprocessDigest: string;
  input: InputGeometry;
}
