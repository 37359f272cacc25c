export { f1FromJaccard, f1Interval } from './intervals/f1.js';
export type { ConfidenceOptions, Interval } from './intervals/interval.js';
export { wilsonInterval, wilsonIntervalAt, wilsonLowerLimit } from './intervals/wilson.js';
export { normalCdf, normalLogSf, normalPdf, normalSf } from './numerics/normal-cdf.js';
export { criticalZ, normalQuantile } from './numerics/normal-quantile.js';
