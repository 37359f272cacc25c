import { z } from 'zod';
import { auditPlan, auditRun, estimate, group } from './audit-document.js';
import { labelKind } from './label.js';

/** A chi-square test; `p` is null where nothing can be tested. */
const chiSquare = z.object({ statistic: z.number(), df: z.number(), p: z.number().nullable() });

/** A metric of the same images under two models. */
export const metricChange = z.object({
  base: z.number().nullable(),
  candidate: z.number().nullable(),
  /** Candidate less base, with limits that allow for both models having seen the same images. */
  delta: estimate,
  /** Two-sided test that nothing changed (McNemar's mid-p for proportions); null where there is none. */
  p: z.number().nullable(),
});
export type MetricChange = z.infer<typeof metricChange>;

const changes = z.record(z.string(), metricChange);

/** How the images of a group came out under both models. The four kinds add up to the images. */
export const flips = z.object({
  bothRight: z.number(),
  /** Base wrong, candidate right. */
  fixed: z.number(),
  /** Base right, candidate wrong: negative flips. */
  broken: z.number(),
  bothWrong: z.number(),
});
export type Flips = z.infer<typeof flips>;

export const sliceFlips = flips.extend({
  /** Images that the two models put in different classes, rightly or not. */
  changed: z.number(),
  /** Broken out of all images. */
  negativeFlipRate: estimate,
  /** Fixed out of all images. */
  positiveFlipRate: estimate,
  /** Broken out of those that the base had right. */
  brokenAmongRight: estimate,
});
export type SliceFlips = z.infer<typeof sliceFlips>;

export const classComparison = z.object({
  label: z.string(),
  /** Images whose true class this is: the same under both models. */
  support: z.number(),
  /** Images that were predicted as this class. */
  predicted: z.object({ base: z.number(), candidate: z.number() }),
  /** Of the images whose true class this is. */
  flips,
  /** Bowker: of these images, did as many move from one predicted class to another as back? */
  pattern: chiSquare,
  metrics: changes,
});
export type ClassComparison = z.infer<typeof classComparison>;

/**
 * What a group's size allows: `few` images (below the plan's `minimumN`: shown, left out of rankings and of certain
 * findings), `tiny` (below 10: single images), `none`.
 */
export const groupSize = z.enum(['enough', 'few', 'tiny', 'none']);
export type GroupSize = z.infer<typeof groupSize>;

export const sliceComparison = z.object({
  group,
  n: z.number(),
  size: groupSize,
  flips: sliceFlips,
  /** Bowker within true class, added up over the classes: did the confusions change, rights and wrongs aside? */
  pattern: chiSquare,
  metrics: changes,
  classes: z.array(classComparison),
  /** Counts, rows = true class, columns = predicted class, in the order of the task's `labels`. */
  confusion: z.object({ base: z.array(z.array(z.number())), candidate: z.array(z.array(z.number())) }),
});
export type SliceComparison = z.infer<typeof sliceComparison>;

const groupValue = z.object({ group, value: z.number() });

/** The gap of one model between its best and its worst group. */
export const modelGap = z.object({ best: groupValue, worst: groupValue, gap: estimate });
export type ModelGap = z.infer<typeof modelGap>;

/** Whether the change was the same for all groups of a grouping, and what it did to the gap between them. */
export const groupChange = z.object({
  metric: z.string(),
  class: z.string().optional(),
  /** Groups that take part: those with at least the plan's `minimumN` images in the denominator under both models. */
  groups: z.number(),
  /** For averages over classes that some group cannot define: the classes that all groups have, compared here. */
  classes: z.array(z.string()).optional(),
  base: modelGap,
  candidate: modelGap,
  /** Candidate's gap less base's; negative where groups came closer. Null limits where a group has none. */
  gapChange: estimate,
  /** Cochran's Q of the groups' changes: did the change help all groups equally? */
  heterogeneity: chiSquare.extend({
    /** Inverse-variance mean of the changes. */
    pooled: z.number().nullable(),
    iSquared: z.number(),
    /** Standard deviation of the groups' true changes (Paule–Mandel), sampling noise removed. */
    tau: estimate,
  }),
});
export type GroupChange = z.infer<typeof groupChange>;

export const groupingComparison = z.object({
  by: z.array(z.string()),
  /** True where the grouping contains the task's own label, so that only accuracy and recall mean anything. */
  degenerate: z.boolean(),
  slices: z.array(sliceComparison),
  changes: z.array(groupChange),
  /** Images that are in no slice because a label of this grouping is missing. */
  unlabelled: z.number(),
});
export type GroupingComparison = z.infer<typeof groupingComparison>;

/** A group, or a class in a group, that the candidate serves worse or better than the base did. */
export const changeFinding = z.object({
  verdict: z.enum(['worse', 'better']),
  /** Certain: limits that hold for all groups of all groupings of the task exclude no change. Else only the plain ones do. */
  certain: z.boolean(),
  /** `accuracy`, or `recall` of `class`. */
  metric: z.string(),
  class: z.string().optional(),
  /** Empty for all images. */
  by: z.array(z.string()),
  group,
  base: z.number(),
  candidate: z.number(),
  /** With the plain (unadjusted) limits. */
  delta: estimate,
  /**
   * Limits and McNemar's chi-square p-value, adjusted by Holm within the grouping's accuracies or recalls, which share
   * the error rate equally with those of other groupings. Null for groups too small to be certain about.
   */
  adjusted: z.object({ low: z.number(), high: z.number(), p: z.number() }).nullable(),
});
export type ChangeFinding = z.infer<typeof changeFinding>;

export const taskComparison = z.object({
  task: z.string(),
  kind: labelKind,
  /** In the base model's output order. */
  labels: z.array(z.string()),
  /** Natural order of an ordinal task's labels. */
  order: z.array(z.string()).optional(),
  /** Shared images that are left out of this task because a label map of either run maps their label to nothing. */
  excluded: z.number(),
  /** Shared images that are left out because the runs hold different labels to be true. */
  disputed: z.number(),
  /** The worst first: certain regressions, possible ones, certain improvements, possible ones. */
  findings: z.array(changeFinding),
  overall: sliceComparison,
  groupings: z.array(groupingComparison),
});
export type TaskComparison = z.infer<typeof taskComparison>;

/** One setting in which the runs differ; null where a run has none. */
export const runDifference = z.object({
  /** `model`, `model digest`, `data set`, `data digest`, `device`, `precision`, `preprocessing`, `software: NAME`. */
  field: z.string(),
  base: z.string().nullable(),
  candidate: z.string().nullable(),
});
export type RunDifference = z.infer<typeof runDifference>;

/** The base against one candidate. */
export const modelComparison = z.object({
  /** Id of the candidate's run. */
  candidate: z.string(),
  differences: z.array(runDifference),
  tasks: z.array(taskComparison),
});
export type ModelComparison = z.infer<typeof modelComparison>;

/** All models of one task at once. */
export const omnibus = z.object({
  task: z.string(),
  n: z.number(),
  /** Cochran's Q: are all models right equally often? */
  cochran: chiSquare,
  /** McNemar's mid-p of each candidate against the base, and adjusted by Holm over the candidates. */
  pairs: z.array(z.object({ candidate: z.string(), p: z.number(), adjustedP: z.number() })),
});
export type Omnibus = z.infer<typeof omnibus>;

/** Which images the comparison is over. */
export const comparedImages = z.object({
  /** Images that every run has predicted. */
  shared: z.number(),
  /** Whether every run has predicted exactly these. */
  same: z.boolean(),
  /** Base first: images that the run has predicted, and how many of them are not shared. */
  runs: z.array(
    z.object({ run: z.string(), predicted: z.number(), failed: z.number(), notShared: z.number() }),
  ),
});
export type ComparedImages = z.infer<typeof comparedImages>;

/** Two to eight runs on the same images: one result that the command line, the dashboard and the report all read. */
export const comparisonDocument = z.object({
  schemaVersion: z.literal(1),
  plan: auditPlan,
  base: auditRun,
  candidates: z.array(auditRun),
  images: comparedImages,
  warnings: z.array(z.object({ code: z.string(), message: z.string(), count: z.number().optional() })),
  /** In the order of `candidates`. */
  comparisons: z.array(modelComparison),
  /** With more than one candidate. */
  omnibus: z.array(omnibus),
});
export type ComparisonDocument = z.infer<typeof comparisonDocument>;
