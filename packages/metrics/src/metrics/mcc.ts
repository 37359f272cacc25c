import type { Confusion } from './confusion.js';
import type { CountMetric } from './metric.js';

function parts({ shape, cells, truth, predicted, n }: Confusion): {
  hits: number;
  c: number;
  x: number;
  y: number;
} {
  let hits = 0;
  let chance = 0;
  let x = 1;
  let y = 1;
  for (let k = 0; k < shape.size; k++) {
    const t = (truth[k] as number) / n;
    const q = (predicted[k] as number) / n;
    hits += (cells[k * (shape.size + 1)] as number) / n;
    chance += t * q;
    x -= q * q;
    y -= t * t;
  }
  return { hits, c: hits - chance, x, y };
}

function occurring(margin: Float64Array): number {
  return margin.reduce((classes, count) => classes + (count > 0 ? 1 : 0), 0);
}

/**
 * Multi-class Matthews correlation R_K. Gradient, with X = 1 − Σq², Y = 1 − Σt² and C = Σd − Σtq:
 * [1{i=j} + Σd − q_i − t_j]/√(XY) − ½·MCC·(2 − 2q_j)/X − ½·MCC·(2 − 2t_i)/Y.
 */
export const matthewsCorrelation: CountMetric = {
  id: 'mcc',
  name: 'Matthews correlation',
  formula: '(Σ p_ii − Σ t_k·q_k)/√((1 − Σ q_k²)(1 − Σ t_k²))',
  scope: 'aggregate',
  needs: 'counts',
  direction: 'higher',
  range: [-1, 1],
  undefinedWhen: 'all images are of one class, or all are predicted as one class (scikit-learn prints 0)',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn matthews_corrcoef; Gorodkin (2004)',
  interval: 'fisher',
  value(matrix) {
    if (!(matrix.n > 0)) return { value: null, n: 0, reason: 'no_samples' };
    if (occurring(matrix.truth) < 2) return { value: null, n: 0, reason: 'no_true' };
    if (occurring(matrix.predicted) < 2) return { value: null, n: 0, reason: 'no_pred' };
    const { c, x, y } = parts(matrix);
    // Rounding may leave the range by a unit in the last place.
    return { value: Math.max(-1, Math.min(1, c / Math.sqrt(x * y))), n: matrix.n };
  },
  gradient(matrix) {
    const { shape, cells, truth, predicted, n } = matrix;
    const { size } = shape;
    const { hits, c, x, y } = parts(matrix);
    const root = Math.sqrt(x * y);
    const value = c / root;
    const gradient = new Float64Array(cells.length);
    for (let i = 0, cell = 0; i < size; i++) {
      const own = (1 - (truth[i] as number) / n) / y;
      for (let j = 0; j < size; j++, cell++) {
        const top = (i === j ? 1 : 0) + hits - (predicted[i] as number) / n - (truth[j] as number) / n;
        const spread = (1 - (predicted[j] as number) / n) / x + own;
        gradient[cell] = top / root - value * spread;
      }
    }
    return gradient;
  },
};
