import { classAverage } from './class-average.js';
import { f1 } from './f1.js';

export const weightedF1 = classAverage({
  id: 'weighted_f1',
  name: 'Weighted F1',
  formula: 'Σ t_k·2·TP_k / (2·TP_k + FP_k + FN_k) / Σ t_k, t_k true images of class k',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn f1_score(average=weighted)',
  interval: 'logit',
  base: f1,
  weighting: 'support',
});
