import { calibrationMetric } from './calibration-metric.js';

export const expectedCalibrationError = calibrationMetric({
  id: 'ece',
  name: 'Expected calibration error',
  formula: 'Σ_b (n_b/n)·|accuracy_b − mean confidence_b| over 15 equal-width bins of the top confidence',
  reference: 'Guo et al. (2017); biased upwards in small groups',
  bins: ({ widthBins }) => widthBins,
  pick: ({ ece }) => ece,
});
