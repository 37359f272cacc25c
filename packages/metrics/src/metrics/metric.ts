import type { Estimate, UndefinedReason } from '@evenhand/contracts';
import type { SliceScores } from '../scores/slice-scores.js';
import type { Confusion } from './confusion.js';
import type { CriticalValues } from './critical-values.js';

/** A value and the images it is out of, or why there is none. */
export type MetricValue =
  | {
      value: number;
      n: number;
      /** For an average over classes: how many classes it is over. */
      classes?: number;
      reason?: undefined;
    }
  | { value: null; n: number; reason: UndefinedReason };

/**
 * How the confidence interval is made: `wilson` for proportions of images, `jaccard` Wilson on the Jaccard index
 * mapped to F1, `logit` delta method on the logit scale, `fisher` on the atanh scale, `t` Student's t for means.
 */
export type IntervalMethod = 'wilson' | 'jaccard' | 'logit' | 'fisher' | 't';

export interface MetricFacts {
  readonly id: string;
  readonly name: string;
  /** Plain-text formula; TP, FP, FN, TN one-vs-rest, n_ij counts with i true and j predicted. */
  readonly formula: string;
  /** Which end is better; `none` where neither is (a share, or a bias that is best at 0). */
  readonly direction: 'higher' | 'lower' | 'none';
  readonly range: readonly [number, number];
  readonly undefinedWhen: string;
  /** Whether groups with different label mixes can be compared without standardisation. */
  readonly prevalenceFree: boolean;
  /** Whether it still means something where the grouping contains the task's own label. */
  readonly withinOwnLabel: boolean;
  readonly reference: string;
}

/** A function of the confusion matrix, smooth where it is defined. */
export interface CountMetric extends MetricFacts {
  /** `aggregate`: one number per matrix; `class`: one per class, one against the rest. */
  readonly scope: 'aggregate' | 'class';
  readonly needs: 'counts' | 'ordinal';
  readonly interval: IntervalMethod;
  /** `label` is the class; aggregates ignore it. */
  value(matrix: Confusion, label: number): MetricValue;
  /**
   * ∂value/∂p_ij on the cell probabilities p = counts/n, up to a constant (K² numbers): the influence function of
   * one image in that cell. Only where the value is defined.
   */
  gradient(matrix: Confusion, label: number): Float64Array;
}

/** A function of the probabilities, through the score sums. */
export interface ScoreMetric extends MetricFacts {
  readonly scope: 'aggregate';
  readonly needs: 'scores';
  /** Whether the metric exists for a task of that many classes, ordinal or not. */
  appliesTo(classes: number, isOrdinal: boolean): boolean;
  /** `none`: a bias or a test says more than an interval would. */
  readonly interval: 't' | 'wilson' | 'logit' | 'none';
  estimate(scores: SliceScores, critical: CriticalValues): ScoreEstimate;
}

/** An estimate with its standard error, where there is one. */
export interface ScoreEstimate {
  estimate: Estimate;
  error: number | null;
}

export type Metric = CountMetric | ScoreMetric;
