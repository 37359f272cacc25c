import type { UndefinedReason } from '@evenhand/contracts';
import type { CellWeights, Confusion, ConfusionShape } from './confusion.js';
import type { CountMetric } from './metric.js';

/** What one image with true class i and predicted class j adds to a ratio: [numerator, denominator]. */
type CellWeight = (
  i: number,
  j: number,
  at: { label: number; places: ArrayLike<number> },
) => readonly [number, number];

/** Σ a_c n_c, Σ b_c n_c and the images that count in them. For proportions numerator ≤ denominator = images. */
export interface Ratio {
  numerator: number;
  denominator: number;
  images: number;
}

export interface RatioMetric extends CountMetric {
  /** The cells that count in the ratio, with what one image in each adds. Shared: not to be changed. */
  weights(shape: ConfusionShape, label: number): CellWeights;
  ratio(matrix: Confusion, label: number): Ratio;
  /** Adds `scale` times the gradient to `target`. */
  addGradient(target: Float64Array, matrix: Confusion, at: { label: number; scale: number }): void;
}

type RatioFacts = Omit<CountMetric, 'value' | 'gradient'> & {
  weight: CellWeight;
  /** Why the value is undefined where the denominator is 0 although there are images. */
  emptyReason: UndefinedReason;
};

/**
 * A metric that is a ratio of two weighted sums of cells, θ = Σ a_c n_c / Σ b_c n_c: accuracy, every one-vs-rest
 * rate, F1, and means over images. Value and gradient both follow from the weights:
 * ∂θ/∂p_c = (a_c − θ·b_c)/Σ b p.
 */
export function ratioMetric({ weight, emptyReason, ...facts }: RatioFacts): RatioMetric {
  function weights(shape: ConfusionShape, label: number): CellWeights {
    const place = facts.scope === 'class' ? label : 0;
    const known = shape.weights.get(facts.id) ?? [];
    const found = known[place];
    if (found) return found;
    const made = makeWeights(weight, shape, label);
    known[place] = made;
    shape.weights.set(facts.id, known);
    return made;
  }

  function ratio(matrix: Confusion, label: number): Ratio {
    const { cells, numerator: a, denominator: b } = weights(matrix.shape, label);
    let numerator = 0;
    let denominator = 0;
    let images = 0;
    for (let at = 0; at < cells.length; at++) {
      const count = matrix.cells[cells[at] as number] as number;
      const share = b[at] as number;
      numerator += count * (a[at] as number);
      denominator += count * share;
      if (share !== 0) images += count;
    }
    return { numerator, denominator, images };
  }

  function addGradient(
    target: Float64Array,
    matrix: Confusion,
    { label, scale }: { label: number; scale: number },
  ): void {
    const { numerator, denominator } = ratio(matrix, label);
    const { cells, numerator: a, denominator: b } = weights(matrix.shape, label);
    const value = numerator / denominator;
    const factor = (scale * matrix.n) / denominator;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as number;
      target[cell] = (target[cell] as number) + factor * ((a[at] as number) - value * (b[at] as number));
    }
  }

  return {
    ...facts,
    weights,
    ratio,
    addGradient,
    value(matrix, label) {
      if (!(matrix.n > 0)) return { value: null, n: 0, reason: 'no_samples' };
      const { numerator, denominator, images } = ratio(matrix, label);
      if (denominator > 0) return { value: numerator / denominator, n: images };
      return { value: null, n: 0, reason: emptyReason };
    },
    gradient(matrix, label) {
      const gradient = new Float64Array(matrix.cells.length);
      addGradient(gradient, matrix, { label, scale: 1 });
      return gradient;
    },
  };
}

function makeWeights(weight: CellWeight, { size, places }: ConfusionShape, label: number): CellWeights {
  const cells: number[] = [];
  const numerator: number[] = [];
  const denominator: number[] = [];
  const at = { label, places: places ?? new Float64Array(size) };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [top, bottom] = weight(i, j, at);
      if (top === 0 && bottom === 0) continue;
      cells.push(i * size + j);
      numerator.push(top);
      denominator.push(bottom);
    }
  }
  return {
    cells: Int32Array.from(cells),
    numerator: Float64Array.from(numerator),
    denominator: Float64Array.from(denominator),
  };
}

/** Whether a metric is a ratio of sums, so that its interval can be made from counts. */
export function isRatioMetric(metric: CountMetric): metric is RatioMetric {
  return 'ratio' in metric;
}
