import { THUMBNAIL_SIDE } from '@evenhand/dataset';
import sharp from 'sharp';

export type Thumbnail = { ok: true; pixels: Uint8Array } | { ok: false; message: string };

/** Pillow's limit against decompression bombs, as for the images that a model gets. */
const MOST_PIXELS = 89_478_485;

/**
 * A small grey picture of a whole image, to be compared with others. Refuses what is no image, and what is damaged or
 * truncated. Orientation and colour profile are ignored, as they are where models read images.
 */
export async function thumbnailOf(bytes: Uint8Array): Promise<Thumbnail> {
  try {
    const pixels = await sharp(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: MOST_PIXELS })
      .removeAlpha()
      .greyscale()
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'fill' })
      .raw({ depth: 'uchar' })
      .toBuffer();
    return { ok: true, pixels: new Uint8Array(pixels) };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, message: `The image cannot be decoded: ${reason}.` };
  }
}
