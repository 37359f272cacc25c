import { meanLoss } from './mean-loss.js';

export const brier = meanLoss({
  id: 'brier',
  name: 'Brier score',
  formula: 'mean of Σ_j (p_j − y_j)², 0 … 2',
  range: [0, 2],
  undefinedWhen: 'no images with scores',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn brier_score_loss, multi-class, scale_by_half=False; Brier (1950)',
  moments: ({ brier: moments }) => moments,
});
