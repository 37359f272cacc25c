import { calibrationMetric } from './calibration-metric.js';

export const debiasedCalibrationError = calibrationMetric({
  id: 'ece_debiased',
  name: 'Debiased calibration error',
  formula:
    '2·ECE − Σ_b (n_b/n)·E|N(gap_b, se_b²)|, cut at 0, over at most 15 bins of equal numbers of images',
  reference: 'Kumar, Liang and Ma (2019), with the folded normal in closed form',
  bins: ({ massBins }) => massBins,
  pick: ({ eceDebiased }) => eceDebiased,
});
