import type { ConfidenceBin } from './calibration-error.js';

/** At most this many bins, and at least this many images in each where there are that many. */
const MAX_BINS = 15;
const MIN_IMAGES = 20;

/** Numbers of a fine bin in a row: images, correct ones, sum of confidences. */
const WIDTH = 3;

/**
 * Joins fine bins to bins of about equal numbers of images: at most 15, of at least 20 images each. `fine` has three
 * numbers per bin, by rising confidence: images, correct ones, sum of confidences. A fine bin is never cut, so the
 * result is exact for the bins that it names.
 */
export function equalMassBins(
  fine: ArrayLike<number>,
  options: { bins?: number | undefined } = {},
): ConfidenceBin[] {
  let total = 0;
  for (let at = 0; at < fine.length; at += WIDTH) total += fine[at] as number;
  const wanted = Math.max(1, Math.min(options.bins ?? MAX_BINS, Math.floor(total / MIN_IMAGES)));
  const bins: ConfidenceBin[] = [];
  let done = 0;
  let open: ConfidenceBin = { n: 0, sumConfidence: 0, sumCorrect: 0 };
  for (let at = 0; at < fine.length; at += WIDTH) {
    open.n += fine[at] as number;
    open.sumCorrect += fine[at + 1] as number;
    open.sumConfidence += fine[at + 2] as number;
    if (done + open.n < (total * (bins.length + 1)) / wanted || open.n < Math.min(MIN_IMAGES, total))
      continue;
    bins.push(open);
    done += open.n;
    open = { n: 0, sumConfidence: 0, sumCorrect: 0 };
  }
  const last = bins.at(-1);
  if (open.n === 0) return bins;
  if (!last || open.n >= MIN_IMAGES) return [...bins, open];
  const joined = {
    n: last.n + open.n,
    sumConfidence: last.sumConfidence + open.sumConfidence,
    sumCorrect: last.sumCorrect + open.sumCorrect,
  };
  return [...bins.slice(0, -1), joined];
}
