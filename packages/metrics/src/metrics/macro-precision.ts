import { classAverage } from './class-average.js';
import { precision } from './precision.js';

export const macroPrecision = classAverage({
  id: 'macro_precision',
  name: 'Macro precision',
  formula: 'mean of TP_k / (TP_k + FP_k) over the declared classes',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn precision_score(average=macro)',
  interval: 'logit',
  base: precision,
  weighting: 'uniform',
});
