import { type PreprocessSpec, UserError } from '@evenhand/contracts';

/** Height and width in pixels. */
export interface Size {
  height: number;
  width: number;
}

/**
 * Size of every prepared image, known from the specification alone.
 * @throws UserError `input_size_not_fixed` where the size would depend on the image: no crop and no exact resize.
 */
export function outputGeometry(spec: PreprocessSpec): Size {
  if (spec.crop) return spec.crop;
  if (spec.resize && 'exact' in spec.resize) {
    const [height, width] = spec.resize.exact;
    return { height, width };
  }
  throw new UserError({
    code: 'input_size_not_fixed',
    message: spec.resize
      ? '`preprocess` scales the shorter edge and does not crop, so the size of the input would differ from image to image.'
      : '`preprocess` has neither an exact resize nor a crop, so the size of the input would differ from image to image.',
    hint: 'Add `crop: { height, width }`, or resize with `exact: [height, width]`.',
  });
}

/**
 * Size after the resize step. The longer edge is truncated, not rounded: transformers'
 * `get_resize_output_image_size` with `default_to_square=False`.
 */
export function resizedSize(spec: PreprocessSpec, { height, width }: Size): Size {
  if (!spec.resize) return { height, width };
  if ('exact' in spec.resize) {
    const [exactHeight, exactWidth] = spec.resize.exact;
    return { height: exactHeight, width: exactWidth };
  }
  const short = spec.resize.shortestEdge;
  return width <= height
    ? { height: Math.trunc((short * height) / width), width: short }
    : { height: short, width: Math.trunc((short * width) / height) };
}

/** Part of an axis that a centre crop keeps. */
export interface CroppedAxis {
  /** First kept position of the resized axis. */
  from: number;
  /** One past the last kept position of the resized axis. */
  to: number;
  /** Zeros before the kept part in the output. */
  padding: number;
}

/**
 * Centre crop of one axis, as transformers' `center_crop`: output position i holds resized position
 * i + floor((length - crop) / 2), and zero where that lies outside the image.
 */
export function cropAxis(length: number, crop: number): CroppedAxis {
  const offset = Math.floor((length - crop) / 2);
  return { from: Math.max(0, offset), to: Math.min(length, offset + crop), padding: Math.max(0, -offset) };
}
