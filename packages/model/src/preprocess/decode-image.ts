import type { PreprocessSpec, SampleFailureCode } from '@evenhand/contracts';
import sharp, { type Sharp } from 'sharp';
import { cmykToRgb } from './cmyk-to-rgb.js';
import { type ImageFormat, imageFormat } from './image-format.js';
import { maxImagePixels, maxImageSide } from './image-limits.js';
import { jpegComponents } from './jpeg-components.js';
import type { ImageWarning } from './prepared-image.js';
import type { RgbImage } from './rgb-image.js';

export type DecodedImage =
  | { ok: true; image: RgbImage; warnings: ImageWarning[] }
  | { ok: false; code: SampleFailureCode; message: string };

/**
 * Decodes to 8-bit RGB as Pillow's `Image.open(…).convert("RGB")` does: embedded colour profiles ignored, alpha
 * dropped (not composited), grey and palettes expanded, CMYK by the plain formula, the first frame of several.
 * The EXIF orientation counts where it is asked for, and in TIFF files, as in Pillow.
 * Truncated or damaged files are refused, as Pillow refuses them.
 */
export async function decodeImage(
  bytes: Uint8Array,
  { exifOrientation }: Pick<PreprocessSpec, 'exifOrientation'>,
): Promise<DecodedImage> {
  if (bytes.length === 0) return unreadable('The file is empty.');
  const format = imageFormat(bytes);
  if (typeof format === 'object') return unreadable(format.refused);
  try {
    const traits = await readTraits(bytes, format);
    const pipeline = open(bytes).removeAlpha();
    if (exifOrientation === 'apply' || format === 'TIFF') pipeline.autoOrient();
    if (traits.cmyk) pipeline.pipelineColourspace('cmyk').toColourspace('cmyk');
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const { height, width } = info;
    if (Math.max(height, width) > maxImageSide) return tooLarge({ height, width });
    const image = { data: traits.cmyk ? cmykToRgb(data) : data, height, width };
    return { ok: true, image, warnings: traits.warnings };
  } catch (error) {
    return explain(error as Error, { bytes, format });
  }
}

function open(bytes: Uint8Array, limitInputPixels = maxImagePixels): Sharp {
  // 'error' is the level at which libvips refuses what Pillow refuses: truncated data, but not odd markers.
  return sharp(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels });
}

interface Traits {
  cmyk: boolean;
  warnings: ImageWarning[];
}

/** What must be known before decoding. JPEG and PNG are looked at directly, the rest (and odd JPEG) by libvips. */
async function readTraits(bytes: Uint8Array, format: ImageFormat): Promise<Traits> {
  const traits: Traits = { cmyk: false, warnings: [] };
  const components = format === 'JPEG' ? jpegComponents(bytes) : undefined;
  if (components !== undefined) {
    traits.cmyk = components === 4;
  } else if (format === 'PNG') {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (file[24] === 16) traits.warnings.push('bit_depth_reduced');
    const animation = file.indexOf('acTL');
    if (animation >= 0 && animation < file.indexOf('IDAT')) traits.warnings.push('first_frame_used');
  } else {
    const { space, depth, pages = 1, hasAlpha } = await open(bytes).metadata();
    traits.cmyk = space === 'cmyk';
    if (depth !== 'uchar') traits.warnings.push('bit_depth_reduced');
    if (pages > 1) traits.warnings.push('first_frame_used');
    if (format === 'GIF' && hasAlpha) traits.warnings.push('transparency_blackened');
  }
  if (traits.cmyk) traits.warnings.push('cmyk_converted');
  return traits;
}

function unreadable(message: string): DecodedImage {
  return { ok: false, code: 'unreadable_image', message };
}

function tooLarge({ height, width }: { height: number; width: number }): DecodedImage {
  const message = `The image has ${width} × ${height} pixels; the limits are ${maxImagePixels} pixels and ${maxImageSide} a side.`;
  return { ok: false, code: 'image_too_large', message };
}

async function explain(
  error: Error,
  { bytes, format }: { bytes: Uint8Array; format: ImageFormat },
): Promise<DecodedImage> {
  if (error.message.includes('exceeds pixel limit')) return tooLarge(await open(bytes, 0).metadata());
  const [reason] = error.message.replace(/^Input buffer has corrupt header: /, '').split('\n');
  return unreadable(`The ${format} data cannot be decoded, they may be cut short or damaged (${reason}).`);
}
