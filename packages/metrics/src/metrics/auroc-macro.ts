import type { Measurement } from './measurement.js';
import type { ScoreMetric } from './metric.js';

/**
 * The standard error is the mean of the classes' own: classes share images, so their errors are correlated, and the
 * mean bounds what perfect correlation would give.
 */
export const aurocMacro: ScoreMetric = {
  id: 'auroc_macro',
  name: 'AUROC, macro',
  formula: 'mean over classes of P(score of a true image > score of another) + ½ P(equal)',
  scope: 'aggregate',
  needs: 'scores',
  appliesTo: () => true,
  direction: 'higher',
  range: [0, 1],
  interval: 'logit',
  undefinedWhen: 'no class has both true images and others',
  prevalenceFree: true,
  withinOwnLabel: false,
  reference:
    'scikit-learn roc_auc_score(multi_class=ovr, average=macro), scores in 8,192 logit bins (2,048 beyond 50,000 images); DeLong (1988)',
  definedClasses: ({ auroc }) => [...auroc.keys()].filter((label) => auroc[label]),
  measure({ n, auroc }, classes = [...auroc.keys()]): Measurement {
    const known = classes.map((label) => auroc[label] ?? null).filter((entry) => entry !== null);
    const method = 'logit';
    if (known.length === 0) {
      return { value: null, n: 0, method, reason: n === 0 ? 'no_samples' : 'no_true' };
    }
    const value = known.reduce((sum, entry) => sum + entry.value, 0) / known.length;
    const error = known.reduce<number | null>(
      (sum, entry) => (sum === null || entry.error === null ? null : sum + entry.error / known.length),
      0,
    );
    return {
      value,
      n,
      method,
      count: null,
      centre: value,
      error: error === 0 ? null : error,
      range: [0, 1],
      bound: known.reduce((sum, entry) => sum + entry.bound, 0) / known.length,
      ...(known.length < auroc.length && { classes: known.length }),
    };
  },
};
