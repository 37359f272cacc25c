import { ratioMetric } from './ratio-metric.js';

/** One of the questions that an ordinal task is made of: is it this class or above? Nothing to ask of the lowest. */
export const recallFrom = ratioMetric({
  id: 'recall_from',
  name: 'Recall, this class or above',
  formula: 'share predicted k or above of the images truly k or above, k above the lowest class',
  scope: 'class',
  needs: 'ordinal',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no image truly is of the class or above, or it is the lowest class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn recall_score of true ≥ k; the cumulative view of McCullagh (1980)',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label, places }) => {
    const cut = places[label] ?? 0;
    const isAbove = cut > 0 && (places[i] ?? 0) >= cut;
    return isAbove ? [(places[j] ?? 0) >= cut ? 1 : 0, 1] : [0, 0];
  },
});
