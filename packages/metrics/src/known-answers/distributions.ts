import { betaQuantile } from '../numerics/beta-quantile.js';
import { binomialCdf } from '../numerics/binomial.js';
import { chiSquareQuantile, chiSquareSf } from '../numerics/chi-square.js';
import { incompleteBeta } from '../numerics/incomplete-beta.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { normalQuantile } from '../numerics/normal-quantile.js';
import { studentTQuantile } from '../numerics/student-t.js';
import { studentizedRangeQuantile } from '../numerics/studentized-range.js';
import { philox4x32, uniform53 } from '../random/philox.js';
import { type Implementation, type Inputs, list, number } from './inputs.js';

const shape = (inputs: Inputs) => ({ a: number(inputs, 'a'), b: number(inputs, 'b') });

/** Words of a counter or key: hexadecimal strings or plain numbers. */
function words(inputs: Inputs, name: string): number[] {
  return list(inputs, name).map((word) =>
    typeof word === 'string' ? Number.parseInt(word, 16) : Number(word),
  );
}

export const distributions: Readonly<Record<string, Implementation>> = {
  normal_quantile: (inputs) => normalQuantile(number(inputs, 'p')),
  normal_cdf: (inputs) => normalCdf(number(inputs, 'x')),
  chi2_sf: (inputs) => chiSquareSf(number(inputs, 'x'), number(inputs, 'df')),
  chi2_quantile: (inputs) => chiSquareQuantile(number(inputs, 'p'), number(inputs, 'df')),
  regularized_incomplete_beta: (inputs) => incompleteBeta(number(inputs, 'x'), shape(inputs)).lower,
  beta_quantile: (inputs) => betaQuantile(number(inputs, 'p'), shape(inputs)),
  binomial_cdf: (inputs) => binomialCdf(number(inputs, 'k'), number(inputs, 'n'), number(inputs, 'p')),
  student_t_quantile: (inputs) => studentTQuantile(number(inputs, 'p'), number(inputs, 'df')),
  studentized_range_quantile_df_inf: (inputs) =>
    studentizedRangeQuantile(number(inputs, 'p'), number(inputs, 'k')),
  philox4x32_10: (inputs) =>
    Array.from(philox4x32(words(inputs, 'counter'), words(inputs, 'key')), (word) =>
      word.toString(16).padStart(8, '0'),
    ),
  philox_uniform53: (inputs) => {
    const [high = 0, low = 0] = philox4x32(words(inputs, 'counter'), words(inputs, 'key'));
    return uniform53(high, low);
  },
};
