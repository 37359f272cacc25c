import type { UndefinedReason } from '@evenhand/contracts';
import type { SliceScores } from '../scores/slice-scores.js';
import type { Confusion } from './confusion.js';
import type { IntervalMethod, Measurement } from './measurement.js';

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
  /** It describes the label mix itself, so standardising it away would leave nothing. */
  readonly describesMix?: boolean;
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
  /** For averages over classes: the classes whose own value is defined. */
  definedClasses?(matrix: Confusion): number[];
}

/** A function of the probabilities, through the score sums. */
export interface ScoreMetric extends MetricFacts {
  readonly scope: 'aggregate';
  readonly needs: 'scores';
  readonly interval: 't' | 'wilson' | 'logit' | 'none';
  /** Whether the metric exists for a task of that many classes, ordinal or not. */
  appliesTo(classes: number, isOrdinal: boolean): boolean;
  /** `classes`: the ones that an average is over, all where left out. */
  measure(scores: SliceScores, classes?: readonly number[]): Measurement;
  /** For averages over classes: the classes whose own value is defined. */
  definedClasses?(scores: SliceScores): number[];
}

export type Metric = CountMetric | ScoreMetric;
