import type { AuditPlan } from '@evenhand/contracts';
import type { MetricEntry } from '../audit/measure-slice.js';
import type { Confusion } from '../metrics/confusion.js';
import type { ComparedGroup } from './compared-group.js';
import type { RangeDistribution } from './range-distribution.js';

/** One comparison: one number of the slices of one grouping. */
export interface DisparityContext {
  plan: AuditPlan;
  labels: readonly string[];
  entry: MetricEntry;
  /** Of the entry among the task's. */
  index: number;
  /** The groups that have a value. */
  groups: readonly ComparedGroup[];
  /** For averages that some group cannot make over all classes: the classes that every group has. */
  classes: readonly number[] | null;
  /** What each group's matrix would be if all groups were treated alike. */
  fair: ReadonlyMap<Confusion, Confusion>;
  /** Distributions of fair gaps that are known already, in this grouping. */
  ranges: Map<string, RangeDistribution>;
}
