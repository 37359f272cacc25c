import { classAverage } from './class-average.js';
import { f1 } from './f1.js';

export const macroF1 = classAverage({
  id: 'macro_f1',
  name: 'Macro F1',
  formula: 'mean of 2·TP_k / (2·TP_k + FP_k + FN_k) over the declared classes',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn f1_score(average=macro); variance as in Takahashi et al. (2022)',
  interval: 'logit',
  base: f1,
  weighting: 'uniform',
});
