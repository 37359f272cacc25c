import { agreement } from './agreement.js';

export const cohenKappa = agreement({
  id: 'cohen_kappa',
  name: "Cohen's kappa",
  formula: '(p_o − p_e)/(1 − p_e), p_o = Σ p_ii, p_e = Σ t_k·q_k',
  needs: 'counts',
  undefinedWhen: 'truth and predictions hold one and the same class only',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference:
    'scikit-learn cohen_kappa_score; Cohen (1960); standard error as in Fleiss, Cohen and Everitt (1969)',
  disagreement: (i, j) => (i === j ? 0 : 1),
});
