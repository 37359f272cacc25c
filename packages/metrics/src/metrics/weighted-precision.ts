import { classAverage } from './class-average.js';
import { precision } from './precision.js';

export const weightedPrecision = classAverage({
  id: 'weighted_precision',
  name: 'Weighted precision',
  formula: 'Σ t_k·TP_k / (TP_k + FP_k) / Σ t_k, t_k true images of class k',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no class with true images is ever predicted',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn precision_score(average=weighted)',
  interval: 'logit',
  base: precision,
  weighting: 'support',
});
