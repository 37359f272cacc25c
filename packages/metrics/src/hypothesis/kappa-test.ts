import { normalSf } from '../numerics/normal-cdf.js';
import { marginsOf, type Table } from './contingency.js';

export interface KappaTest {
  kappa: number;
  /** Standard error under "agreement by chance only". */
  nullSe: number;
  z: number;
  /** Two-sided. */
  p: number;
}

/**
 * Test of Cohen's kappa = 0 with the standard error of that hypothesis, √[(p_e + p_e² − Σ t_k q_k (t_k + q_k))/n]
 * /(1 − p_e). Null where chance alone would agree always (one class only) or there are no images.
 * J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969) 323-327.
 */
export function kappaTest(table: Table): KappaTest | null {
  const { rows, columns, total } = marginsOf(table);
  if (total === 0) return null;
  let [observed, expected, third] = [0, 0, 0];
  for (const [k, row] of table.entries()) {
    const [t, q] = [(rows[k] ?? 0) / total, (columns[k] ?? 0) / total];
    observed += (row[k] ?? 0) / total;
    expected += t * q;
    third += t * q * (t + q);
  }
  if (expected >= 1) return null;
  const kappa = (observed - expected) / (1 - expected);
  const nullSe = Math.sqrt(Math.max(expected + expected ** 2 - third, 0) / total) / (1 - expected);
  const z = nullSe > 0 ? kappa / nullSe : 0;
  return { kappa, nullSe, z, p: 2 * normalSf(Math.abs(z)) };
}
