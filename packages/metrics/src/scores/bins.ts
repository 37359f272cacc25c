/** Equal-width bins of the confidence, the usual number for the expected calibration error. */
export const WIDTH_BINS = 15;
/** Fine bins, equally wide on the logit scale so that scores near 0 and 1 stay apart. */
export const LOGIT_BINS = 8192;
/** Scores beyond ±16 on the logit scale (1e-7 from 0 or 1) share the outermost bins. */
const LOGIT_RANGE = 16;

/** Bin of a confidence in [0, 1]; bins are closed on the right, as in Guo et al. (2017). */
export function widthBin(confidence: number): number {
  return Math.min(WIDTH_BINS - 1, Math.max(0, Math.ceil(confidence * WIDTH_BINS) - 1));
}

/** Fine bin of a score in [0, 1]: monotone, so scores in different bins keep their order. */
export function logitBin(score: number): number {
  const logit = Math.log(score) - Math.log1p(-score);
  const place = Math.floor(((logit + LOGIT_RANGE) / (2 * LOGIT_RANGE)) * LOGIT_BINS);
  return Math.min(LOGIT_BINS - 1, Math.max(0, place));
}

/**
 * A table of more images than this reads four neighbouring fine bins as one: what they would add to a number is then
 * smaller than its standard error, and assessing the table takes as long however many images there are.
 */
const MANY_IMAGES = 50_000;

/** Two to this power many fine bins are one in a table of so many images. It depends on nothing else. */
export function joinedBits(images: number): number {
  return images > MANY_IMAGES ? 2 : 0;
}
