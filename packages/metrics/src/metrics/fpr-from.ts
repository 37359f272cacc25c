import { ratioMetric } from './ratio-metric.js';

/** The other error of the same question: taken for this class or above, and truly below it. */
export const falsePositiveRateFrom = ratioMetric({
  id: 'fpr_from',
  name: 'False positive rate, this class or above',
  formula: 'share predicted k or above of the images truly below k',
  scope: 'class',
  needs: 'ordinal',
  direction: 'lower',
  range: [0, 1],
  undefinedWhen: 'no image truly is below the class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: '1 − scikit-learn recall_score of true < k; the cumulative view of McCullagh (1980)',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label, places }) => {
    const cut = places[label] ?? 0;
    return (places[i] ?? 0) < cut ? [(places[j] ?? 0) >= cut ? 1 : 0, 1] : [0, 0];
  },
});
