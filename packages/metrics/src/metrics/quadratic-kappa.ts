import { agreement } from './agreement.js';

export const quadraticKappa = agreement({
  id: 'quadratic_kappa',
  name: 'Quadratic weighted kappa',
  formula: '1 − Σ w_ij·p_ij / Σ w_ij·t_i·q_j, w_ij = (i − j)²',
  needs: 'ordinal',
  undefinedWhen: 'truth and predictions hold one and the same class only',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn cohen_kappa_score(weights=quadratic); Cohen (1968)',
  disagreement: (i, j, places) => ((places[i] ?? 0) - (places[j] ?? 0)) ** 2,
});
