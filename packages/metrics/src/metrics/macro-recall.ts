import { classAverage } from './class-average.js';
import { recall } from './recall.js';

export const macroRecall = classAverage({
  id: 'macro_recall',
  name: 'Macro recall',
  formula: 'mean of TP_k / (TP_k + FN_k) over the declared classes',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: true,
  withinOwnLabel: false,
  reference: 'scikit-learn recall_score(average=macro)',
  interval: 'logit',
  base: recall,
  weighting: 'uniform',
});
