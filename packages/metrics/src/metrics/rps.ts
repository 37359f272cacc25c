import { meanLoss } from './mean-loss.js';

export const rankedProbabilityScore = meanLoss({
  id: 'rps',
  name: 'Ranked probability score',
  formula: 'mean of Σ_{m<K} (F_m − 1{true ≤ m})² / (K − 1), F cumulative probabilities in natural order',
  isOrdinal: true,
  range: [0, 1],
  undefinedWhen: 'no images with scores',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'Epstein (1969); Murphy (1970)',
  moments: ({ rps: moments }) => moments,
});
