import { type ResampleFilter, resampleFilters } from './resample-filters.js';

/** Binary places of a fixed-point weight: 8 bits of pixel and 2 of headroom fit beside them into 32. */
export const precisionBits = 32 - 8 - 2;

/** Which source pixels make each kept output pixel of one axis, and their fixed-point weights. */
export interface AxisWeights {
  /** First source position of each output position. */
  starts: Int32Array;
  /** Number of source positions of each output position. */
  counts: Int32Array;
  /** Weights of output position i begin at i × stride. */
  stride: number;
  weights: Int32Array;
}

export interface ResampledAxis {
  filter: keyof typeof resampleFilters;
  /** Source length and full output length, in pixels. */
  input: number;
  output: number;
  /** Output positions to compute: [from, to). */
  from: number;
  to: number;
}

/**
 * Sizes repeat within a data set, so weights are kept for the last few. Sixty-four axes of 224 pixels take
 * under 1 MB; the worst (shrinking 65,535 pixels) about 1 MB each.
 */
const cacheLimit = 64;
const cache = new Map<string, AxisWeights>();

/** Weights of one axis, as `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's Resample.c compute them. */
export function axisWeights(axis: ResampledAxis): AxisWeights {
  const key = `${axis.filter} ${axis.input} ${axis.output} ${axis.from} ${axis.to}`;
  const known = cache.get(key);
  if (known) return known;
  const made = computeWeights(axis, resampleFilters[axis.filter]);
  const [oldest] = cache.keys();
  if (cache.size >= cacheLimit && oldest !== undefined) cache.delete(oldest);
  cache.set(key, made);
  return made;
}

function computeWeights({ input, output, from, to }: ResampledAxis, filter: ResampleFilter): AxisWeights {
  const scale = input / output;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const perStep = 1 / filterScale;
  const starts = new Int32Array(to - from);
  const counts = new Int32Array(to - from);
  const weights = new Int32Array((to - from) * stride);
  const exact = new Float64Array(stride);
  for (let position = from; position < to; position++) {
    const center = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const count = Math.min(input, Math.trunc(center + support + 0.5)) - start;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = filter.weight((tap + start - center + 0.5) * perStep);
      exact[tap] = weight;
      sum += weight;
    }
    const index = position - from;
    starts[index] = start;
    counts[index] = count;
    for (let tap = 0; tap < count; tap++) {
      const weight = (exact[tap] ?? 0) / (sum === 0 ? 1 : sum);
      const scaled = weight * (1 << precisionBits);
      weights[index * stride + tap] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
  }
  return { starts, counts, stride, weights };
}
