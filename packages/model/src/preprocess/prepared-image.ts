import type { SampleFailureCode } from '@evenhand/contracts';

/** What the reader of a result must know about how an image was read; counted over a run. */
export type ImageWarning =
  /** Four-colour image, converted by Pillow's plain formula without colour management. */
  | 'cmyk_converted'
  /** More than 8 bits per channel; the high 8 were kept. */
  | 'bit_depth_reduced'
  /** Animated or several pages; the first was used. */
  | 'first_frame_used'
  /** GIF with transparent pixels: they are black here, while Pillow keeps the colour their palette entry has. */
  | 'transparency_blackened';

/** A sentence for each warning, to be shown with the number of images concerned. */
export const imageWarningMessages: Readonly<Record<ImageWarning, string>> = {
  cmyk_converted: 'CMYK images were converted to RGB without colour management',
  bit_depth_reduced: 'images with more than 8 bits per channel were reduced to 8',
  first_frame_used: 'of images with several frames or pages only the first was used',
  transparency_blackened: 'transparent pixels of GIF images were read as black',
};

/** An image ready for the model, or why there is none. Trouble with one image is data, never an exception. */
export type PreparedImage =
  | {
      ok: true;
      /** 3 × height × width values in the specification's layout and channel order. */
      pixels: Float32Array<ArrayBuffer>;
      /** SHA-256 (hex) of the file's bytes. */
      sha256: string;
      warnings: ImageWarning[];
    }
  | { ok: false; code: SampleFailureCode; message: string };
