import { ratioMetric } from './ratio-metric.js';

export const f1 = ratioMetric({
  id: 'f1',
  name: 'F1',
  formula: '2·TP / (2·TP + FP + FN)',
  scope: 'class',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'the class is neither true nor predicted for any image',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn f1_score(average=None); interval: Lam, Gopal and Qian, arXiv 2309.14621',
  interval: 'jaccard',
  emptyReason: 'no_true',
  weight: (i, j, { label }) => [
    i === label && j === label ? 2 : 0,
    (i === label ? 1 : 0) + (j === label ? 1 : 0),
  ],
});
