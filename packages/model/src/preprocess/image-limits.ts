/**
 * Pillow's own limit against decompression bombs: 256 MiB of raw RGB, which every worker thread must be able to hold.
 */
export const maxImagePixels = 89_478_485;

/** Longest side a JPEG can have. Bounds the resampler's intermediate image, which is as high as its source. */
export const maxImageSide = 65_535;

/** An image of more bytes than the raw pixels of the largest image that is decoded is not worth reading. */
export const maxFileBytes = 3 * maxImagePixels;
