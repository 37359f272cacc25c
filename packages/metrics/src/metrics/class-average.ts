import type { UndefinedReason } from '@evenhand/contracts';
import type { Confusion, UndefinedClasses } from './confusion.js';
import type { CountMetric, MetricValue } from './metric.js';
import type { RatioMetric } from './ratio-metric.js';

type AverageFacts = Omit<CountMetric, 'value' | 'gradient' | 'scope' | 'needs'> & {
  /** The class metric that is averaged. */
  base: RatioMetric;
  /** `uniform`: every class counts once; `support`: by its number of true images. */
  weighting: 'uniform' | 'support';
  /** Fixed policy for undefined classes; the audit's own where left out. */
  undefinedClasses?: UndefinedClasses;
};

interface Term {
  label: number;
  weight: number;
  value: number;
  defined: boolean;
}

/**
 * Mean of a class metric over the declared labels, never over those that happen to be present. For `support`,
 * θ = Σ t_k·X_k / Σ t_k, and the weights t_k are random too: ∂θ/∂p_ij = [Σ t_k·∂X_k/∂p_ij + X_i − θ]/Σ t_k.
 */
export function classAverage(average: AverageFacts): CountMetric {
  const { base, weighting, undefinedClasses, ...facts } = average;

  function terms(matrix: Confusion): Term[] | UndefinedReason {
    const policy = undefinedClasses ?? matrix.shape.undefinedClasses;
    const kept: Term[] = [];
    for (const label of matrix.shape.averaged ?? matrix.truth.keys()) {
      const { value, reason } = base.value(matrix, label);
      if (value === null && policy === 'propagate') return reason;
      if (value === null && policy === 'exclude') continue;
      const weight = weighting === 'uniform' ? 1 : (matrix.truth[label] as number);
      kept.push({ label, weight, value: value ?? 0, defined: value !== null });
    }
    return kept;
  }

  return {
    ...facts,
    scope: 'aggregate',
    needs: 'counts',
    value(matrix): MetricValue {
      if (!(matrix.n > 0)) return { value: null, n: 0, reason: 'no_samples' };
      const kept = terms(matrix);
      if (typeof kept === 'string') return { value: null, n: 0, reason: kept };
      const total = kept.reduce((sum, { weight }) => sum + weight, 0);
      // Only weighted precision gets here: no class that has true images is ever predicted.
      if (!(total > 0)) return { value: null, n: 0, reason: 'no_pred' };
      const sum = kept.reduce((part, { weight, value }) => part + weight * value, 0);
      return { value: sum / total, n: matrix.n, classes: kept.length };
    },
    definedClasses(matrix) {
      return Array.from(matrix.truth.keys()).filter((label) => base.value(matrix, label).value !== null);
    },
    gradient(matrix): Float64Array {
      const { size } = matrix.shape;
      const gradient = new Float64Array(size * size);
      const kept = terms(matrix);
      if (typeof kept === 'string') return gradient;
      const total = kept.reduce((sum, { weight }) => sum + weight, 0);
      const mean = kept.reduce((part, { weight, value }) => part + weight * value, 0) / total;
      for (const { label, weight, value, defined } of kept) {
        if (defined && weight > 0) base.addGradient(gradient, matrix, { label, scale: weight / total });
        if (weighting === 'support') {
          // ∂t_k/∂p_ij is 1 in row k; t_k here counts images, hence the factor n.
          const shift = ((value - mean) * matrix.n) / total;
          for (let j = 0; j < size; j++) {
            const c = label * size + j;
            gradient[c] = (gradient[c] as number) + shift;
          }
        }
      }
      return gradient;
    },
  };
}
