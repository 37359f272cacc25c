/** A chi-square statistic; `p` is null where nothing can be tested (df 0: fewer than two groups or outcomes). */
export interface ChiSquareResult {
  statistic: number;
  df: number;
  p: number | null;
}

/** A standard-normal statistic; both null where a group is empty. */
export interface ZResult {
  z: number | null;
  /** Two-sided. */
  p: number | null;
}
