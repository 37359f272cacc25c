import { classAverage } from './class-average.js';
import { recall } from './recall.js';

export const balancedAccuracy = classAverage({
  id: 'balanced_accuracy',
  name: 'Balanced accuracy',
  formula: 'mean of TP_k / (TP_k + FN_k) over the classes with true images',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: true,
  withinOwnLabel: false,
  reference: 'scikit-learn balanced_accuracy_score',
  interval: 'logit',
  base: recall,
  weighting: 'uniform',
  undefinedClasses: 'exclude',
});
