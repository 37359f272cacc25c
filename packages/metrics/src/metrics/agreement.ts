import type { Confusion, ConfusionShape } from './confusion.js';
import type { CountMetric } from './metric.js';

/** Disagreement weight of true class i and predicted class j; 0 on the diagonal. */
type Disagreement = (i: number, j: number, places: ArrayLike<number>) => number;

type AgreementFacts = Omit<
  CountMetric,
  'value' | 'gradient' | 'scope' | 'interval' | 'direction' | 'range'
> & {
  disagreement: Disagreement;
};

/**
 * Chance-corrected agreement 1 − O/E with O = Σ w_ij p_ij observed and E = Σ w_ij t_i q_j expected disagreement
 * (Cohen 1968). Gradient: −w_ij/E + (O/E²)(Σ_b w_ib q_b + Σ_a w_aj t_a). Undefined where E = 0: one class only.
 */
export function agreement({ disagreement, ...facts }: AgreementFacts): CountMetric {
  const known = new WeakMap<ConfusionShape, Float64Array>();

  function weightsOf(shape: ConfusionShape): Float64Array {
    const weights = known.get(shape) ?? makeWeights(disagreement, shape);
    known.set(shape, weights);
    return weights;
  }

  function parts(matrix: Confusion): {
    weights: Float64Array;
    rows: Float64Array;
    columns: Float64Array;
    o: number;
    e: number;
  } {
    const { shape, cells, truth, predicted, n } = matrix;
    const { size } = shape;
    const weights = weightsOf(shape);
    const rows = new Float64Array(size);
    const columns = new Float64Array(size);
    let o = 0;
    let e = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const w = weights[i * size + j] as number;
        const t = (truth[i] as number) / n;
        const q = (predicted[j] as number) / n;
        rows[i] = (rows[i] as number) + w * q;
        columns[j] = (columns[j] as number) + w * t;
        o += (w * (cells[i * size + j] as number)) / n;
        e += w * t * q;
      }
    }
    return { weights, rows, columns, o, e };
  }

  return {
    ...facts,
    scope: 'aggregate',
    direction: 'higher',
    range: [-1, 1],
    interval: 'fisher',
    value(matrix) {
      if (!(matrix.n > 0)) return { value: null, n: 0, reason: 'no_samples' };
      const { o, e } = parts(matrix);
      if (!(e > 0)) return { value: null, n: 0, reason: 'no_true' };
      return { value: Math.max(-1, 1 - o / e), n: matrix.n };
    },
    gradient(matrix) {
      const { size } = matrix.shape;
      const { weights, rows, columns, o, e } = parts(matrix);
      const gradient = new Float64Array(size * size);
      for (let i = 0, c = 0; i < size; i++) {
        for (let j = 0; j < size; j++, c++) {
          const chance = (rows[i] as number) + (columns[j] as number);
          gradient[c] = -(weights[c] as number) / e + (o / (e * e)) * chance;
        }
      }
      return gradient;
    },
  };
}

function makeWeights(disagreement: Disagreement, { size, places }: ConfusionShape): Float64Array {
  const order = places ?? new Float64Array(size);
  return Float64Array.from({ length: size * size }, (_, c) =>
    disagreement(Math.floor(c / size), c % size, order),
  );
}
