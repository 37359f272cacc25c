import { logitDeltaInterval } from '../intervals/transformed.js';
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
    'scikit-learn roc_auc_score(multi_class=ovr, average=macro), scores in 8,192 logit bins; DeLong (1988)',
  estimate({ n, auroc }, critical) {
    const method = 'logit-delong';
    const known = auroc.filter((entry) => entry !== null);
    if (known.length === 0) {
      const reason = n === 0 ? 'no_samples' : 'no_true';
      return { estimate: { value: null, low: null, high: null, n: 0, method, reason }, error: null };
    }
    const value = known.reduce((sum, entry) => sum + entry.value, 0) / known.length;
    const error = known.reduce<number | null>(
      (sum, entry) => (sum === null || entry.error === null ? null : sum + entry.error / known.length),
      0,
    );
    const limits = error !== null && error > 0 ? logitDeltaInterval({ value, se: error }, critical) : null;
    return {
      estimate: {
        value,
        low: limits?.low ?? null,
        high: limits?.high ?? null,
        n,
        method,
        ...(known.length < auroc.length && { classes: known.length }),
      },
      error,
    };
  },
};
