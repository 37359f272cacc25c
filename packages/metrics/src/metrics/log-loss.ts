import { meanLoss } from './mean-loss.js';

export const logLoss = meanLoss({
  id: 'log_loss',
  name: 'Log loss',
  formula: 'mean of −ln p(true class), p raised to 2.2e-16 where smaller',
  range: [0, Number.POSITIVE_INFINITY],
  undefinedWhen: 'no images with scores',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn log_loss',
  moments: ({ logLoss: moments }) => moments,
});
