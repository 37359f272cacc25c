import type { UndefinedReason } from '@evenhand/contracts';
import type { Confusion, ConfusionShape } from './confusion.js';
import type { CountMetric } from './metric.js';

/** What one image with true class i and predicted class j adds to a ratio: [numerator, denominator]. */
type CellWeight = (
  i: number,
  j: number,
  at: { label: number; places: ArrayLike<number> },
) => readonly [number, number];

export interface RatioMetric extends CountMetric {
  /** Numerator, denominator and the images that count in it. For proportions numerator ≤ denominator = images. */
  ratio(matrix: Confusion, label: number): { numerator: number; denominator: number; images: number };
}

type RatioFacts = Omit<CountMetric, 'value' | 'gradient'> & {
  weight: CellWeight;
  /** Why the value is undefined where the denominator is 0 although there are images. */
  emptyReason: UndefinedReason;
};

interface Weights {
  numerator: Float64Array;
  denominator: Float64Array;
}

/**
 * A metric that is a ratio of two weighted sums of cells, θ = Σ a_c n_c / Σ b_c n_c: accuracy, every one-vs-rest
 * rate, F1, and means over images. Value and gradient both follow from the weights:
 * ∂θ/∂p_c = (a_c − θ·b_c)/Σ b p.
 */
export function ratioMetric({ weight, emptyReason, ...facts }: RatioFacts): RatioMetric {
  function weights(shape: ConfusionShape, label: number): Weights {
    const key = `${facts.id}:${facts.scope === 'class' ? label : ''}`;
    const known = shape.weights.get(key);
    if (known) return known as Weights;
    const made = makeWeights(weight, shape, label);
    shape.weights.set(key, made);
    return made;
  }

  function ratio(
    matrix: Confusion,
    label: number,
  ): { numerator: number; denominator: number; images: number } {
    const { numerator: a, denominator: b } = weights(matrix.shape, label);
    const { cells } = matrix;
    let numerator = 0;
    let denominator = 0;
    let images = 0;
    for (let c = 0; c < cells.length; c++) {
      const count = cells[c] as number;
      const share = b[c] as number;
      numerator += count * (a[c] as number);
      denominator += count * share;
      if (share !== 0) images += count;
    }
    return { numerator, denominator, images };
  }

  return {
    ...facts,
    ratio,
    value(matrix, label) {
      const { numerator, denominator, images } = ratio(matrix, label);
      if (denominator > 0) return { value: numerator / denominator, n: images };
      return { value: null, n: 0, reason: matrix.n > 0 ? emptyReason : 'no_samples' };
    },
    gradient(matrix, label) {
      const { numerator, denominator } = ratio(matrix, label);
      const { numerator: a, denominator: b } = weights(matrix.shape, label);
      const value = numerator / denominator;
      const scale = matrix.n / denominator;
      return a.map((top, c) => (top - value * (b[c] as number)) * scale);
    },
  };
}

function makeWeights(weight: CellWeight, { size, places }: ConfusionShape, label: number): Weights {
  const numerator = new Float64Array(size * size);
  const denominator = new Float64Array(size * size);
  const at = { label, places: places ?? new Float64Array(size) };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [top, bottom] = weight(i, j, at);
      numerator[i * size + j] = top;
      denominator[i * size + j] = bottom;
    }
  }
  return { numerator, denominator };
}

/** Whether a metric is a ratio of sums, so that its interval can be made from counts. */
export function isRatioMetric(metric: CountMetric): metric is RatioMetric {
  return 'ratio' in metric;
}
