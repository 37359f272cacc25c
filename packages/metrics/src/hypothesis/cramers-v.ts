import { degreesOfFreedom, marginsOf, pearsonStatistic, type Table } from './contingency.js';

export interface Association {
  /** Cramér's V = √(φ²/min(R−1, C−1)), 0 … 1. */
  v: number | null;
  /** The same without its upward bias in small samples: W. Bergsma, J. Korean Stat. Soc. 42 (2013). */
  biasCorrected: number | null;
}

/** Strength of association between groups (rows) and outcomes (columns); null where either does not vary. */
export function cramersV(table: Table): Association {
  const margins = marginsOf(table);
  const { total } = margins;
  if (degreesOfFreedom(margins) === 0 || total < 2) return { v: null, biasCorrected: null };
  const rows = margins.rows.filter((sum) => sum > 0).length;
  const columns = margins.columns.filter((sum) => sum > 0).length;
  const phi = pearsonStatistic(table, margins) / total;
  const corrected = Math.max(0, phi - ((rows - 1) * (columns - 1)) / (total - 1));
  const shrink = (size: number): number => size - (size - 1) ** 2 / (total - 1);
  const size = Math.min(shrink(rows), shrink(columns)) - 1;
  return {
    v: Math.sqrt(phi / (Math.min(rows, columns) - 1)),
    biasCorrected: size > 0 ? Math.sqrt(corrected / size) : null,
  };
}
