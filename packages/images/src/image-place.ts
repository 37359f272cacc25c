import type { ImageCell, SampleFailureCode } from '@evenhand/contracts';

/** Where an image lies: a file of its own, or a value of a Parquet file. */
export interface ImagePlace {
  /** Absolute. */
  path: string;
  cell?: ImageCell | undefined;
}

/** The bytes of an image, or why there are none. Trouble with one image is data, never an exception. */
export type ImageBytes =
  | { ok: true; bytes: Uint8Array<ArrayBuffer> }
  | { ok: false; code: SampleFailureCode; message: string };
