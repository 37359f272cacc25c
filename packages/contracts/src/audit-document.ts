import { z } from 'zod';
import { labelKind } from './label.js';

/** Why a value is null: nothing true, nothing predicted, no samples at all, or meaningless by design. */
export const undefinedReason = z.enum(['no_true', 'no_pred', 'no_samples', 'degenerate']);
export type UndefinedReason = z.infer<typeof undefinedReason>;

/** A number, its confidence limits, what it is out of (`n`: the denominator in images) and how the limits were made. */
export const estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number(),
  method: z.string(),
  reason: undefinedReason.optional(),
  /** For an average over classes: how many it is over, where some were undefined and left out. */
  classes: z.number().optional(),
  /** Where images come in clusters: variance over that of as many independent images; the limits allow for it. */
  designEffect: z.number().optional(),
  /** For values from histograms: the exact value is within ± this. */
  bound: z.number().optional(),
});
export type Estimate = z.infer<typeof estimate>;

const metrics = z.record(z.string(), estimate);

export const classMetrics = z.object({
  label: z.string(),
  /** Images whose true class this is. */
  support: z.number(),
  /** Images that were predicted as this class. */
  predicted: z.number(),
  metrics,
});
export type ClassMetrics = z.infer<typeof classMetrics>;

/** One group of images: attribute → label; {} for all images. */
export const group = z.record(z.string(), z.string());
export type Group = z.infer<typeof group>;

/** Whether stated confidences are right, from the probabilities of the predicted class. */
export const calibration = z.object({
  /** Images with scores. */
  n: z.number(),
  /** Equal-mass bins by rising confidence: images, their mean confidence and their accuracy. */
  bins: z.array(z.object({ n: z.number(), confidence: z.number(), accuracy: z.number() })),
  /** Chi-square test that confidence equals accuracy in every bin. */
  test: z.object({ statistic: z.number(), df: z.number(), p: z.number().nullable() }),
  /** Images whose true class got no probability at all: their log loss is cut. */
  clipped: z.number(),
});
export type Calibration = z.infer<typeof calibration>;

export const slice = z.object({
  group,
  n: z.number(),
  /** Counts, rows = true class, columns = predicted class, both in the order of the task's `labels`. */
  confusion: z.array(z.array(z.number())),
  metrics,
  classes: z.array(classMetrics),
  /** Only where the run kept probabilities. */
  calibration: calibration.optional(),
  /** How much the group's own images can say: none, 1–9, 10–29, or 30 and more. Ranked from 30 on. */
  sufficiency: z.enum(['none', 'few', 'small', 'enough']).optional(),
  /** Smallest drop of accuracy below that of the rest which these images would show with the plan's power. */
  detectable: z.number().nullable().optional(),
  /**
   * Metrics that depend on the label mix, at the mix of the whole test set; null where the group has no images of
   * the classes in `missing`.
   */
  standardised: z
    .object({
      metrics,
      classes: z.array(z.object({ label: z.string(), metrics })),
    })
    .nullable()
    .optional(),
  missing: z.array(z.string()).optional(),
  /** Accuracy drawn towards what the group's attributes predict (empirical Bayes): for ranking, not for verdicts. */
  shrunken: estimate.optional(),
});
export type Slice = z.infer<typeof slice>;

const groupValue = z.object({ group, value: z.number() });

/** A group against a reference (the rest of the images unless the plan says otherwise). */
export const contrast = z.object({
  group,
  /** Group less reference. */
  difference: estimate,
  /** Group over reference; a limit that is infinite is null. */
  ratio: estimate,
  /** Two-sided, and adjusted by Holm over the groups of this disparity. */
  p: z.number().nullable(),
  adjustedP: z.number().nullable(),
});
export type Contrast = z.infer<typeof contrast>;

/**
 * Whether a requirement holds, decided on interval ends: PASS where even the unfavourable end meets it, FAIL where
 * even the favourable end does not, else there is not enough data.
 */
export const verdict = z.enum(['PASS', 'FAIL', 'NOT ENOUGH DATA']);
export type Verdict = z.infer<typeof verdict>;

/** Two groups against each other. */
export const pair = z.object({
  groups: z.tuple([group, group]),
  /** First less second group. */
  difference: estimate,
  /** Two-sided, and adjusted by Holm over all pairs of this disparity. */
  p: z.number().nullable(),
  adjustedP: z.number().nullable(),
  /** Two one-sided tests that the difference is smaller than the plan's margin: shown where below the plan's alpha. */
  equivalenceP: z.number().nullable(),
  equivalent: z.boolean(),
});
export type Pair = z.infer<typeof pair>;

/** Inequity of error rates, 1 (Gini: 0) being parity; `smoothed` where a rate of 0 made half an image be added. */
const errorInequity = z.object({
  maxOverMin: z.number(),
  maxOverGeomean: z.number(),
  gini: z.number().nullable(),
  smoothed: z.boolean(),
});

export const disparity = z.object({
  metric: z.string(),
  class: z.string().optional(),
  /** The group with the best value; the highest one for metrics without a better end (selection rate, biases). */
  best: groupValue,
  worst: groupValue,
  /** Largest less smallest value over the groups with enough images, with the hybrid interval. */
  gap: estimate,
  /** Smallest over largest value. */
  ratio: estimate,
  /** Mean gap that noise alone makes between groups of these sizes when all are treated alike. */
  expectedGapIfFair: z.number().nullable(),
  /** Probability of a gap at least this large if all are treated alike. */
  p: z.number().nullable(),
  /** Standard deviation of the groups' true values (Paule–Mandel), sampling noise removed. */
  betweenGroupSd: estimate,
  /** Smallest true difference of the smallest group from the rest that would be found with the plan's power. */
  detectable: z.number().nullable(),

  /** Groups that take part: those with at least the plan's `minimumN` images in the denominator. */
  groups: z.number().optional(),
  /** 95th percentile of the gap if all are treated alike; for the plan's headline metrics. */
  fairGapP95: z.number().nullable().optional(),
  /** p adjusted for the false discovery rate over all disparities of the task (Benjamini–Hochberg). */
  q: z.number().nullable().optional(),
  /** Share of the observed variance between groups that is sampling noise. */
  noiseShare: z.number().nullable().optional(),
  /** Cochran's test that all groups have one value, and the share of variation beyond noise. */
  heterogeneity: z
    .object({ statistic: z.number(), df: z.number(), p: z.number().nullable(), iSquared: z.number() })
    .optional(),
  /** Limits of the worst group's value that allow for its having been picked as the worst. */
  worstLimits: z.object({ low: z.number(), high: z.number() }).nullable().optional(),
  /** Largest distance of a group from the value of all groups' images together. */
  maxDeviation: z.number().nullable().optional(),
  errorInequity: errorInequity.nullable().optional(),
  /** The four-fifths rule on worst over best: violated only where the upper limit is below 0.8. */
  fourFifths: z
    .object({ ratio: estimate, verdict: z.enum(['met', 'violated', 'inconclusive']) })
    .nullable()
    .optional(),
  /** For accuracy: shares of wrong labels that would explain the gap away, aligned with the gap or at random. */
  labelNoise: z.object({ aligned: z.number(), unsystematic: z.number().nullable() }).optional(),
  /** The same comparison at a common label mix, for metrics that depend on it. */
  standardised: z
    .object({ best: groupValue, worst: groupValue, gap: estimate, groups: z.number() })
    .nullable()
    .optional(),
  /** The same over all groups that have a value, however small: what tools without a minimum print. */
  all: z
    .object({
      groups: z.number(),
      best: groupValue,
      worst: groupValue,
      gap: z.number(),
      ratio: z.number().nullable(),
      expectedGapIfFair: z.number().nullable(),
    })
    .optional(),
  /** For averages over classes that some group cannot define: the classes that all groups have, compared here. */
  classes: z.array(z.string()).optional(),
  /** For the plan's headline metrics. */
  contrasts: z.array(contrast).optional(),
  /** For the plan's headline metrics that are proportions, in groupings by one attribute: every pair of groups. */
  pairs: z.array(pair).optional(),
  /** Whether the gap is within the plan's margin; for the plan's headline metrics. */
  withinMargin: z
    .object({
      margin: z.number(),
      verdict,
      /** Images per group that would settle it, were the worst and the best group's values the true ones. */
      needed: z.number().nullable(),
    })
    .optional(),
});
export type Disparity = z.infer<typeof disparity>;

/** With a smallest expected count below 5, read the p-value with care. */
const chiSquare = z.object({
  statistic: z.number(),
  df: z.number(),
  p: z.number().nullable(),
  smallestExpected: z.number().optional(),
});

/** How differently images of one true class are predicted in the two most different groups. */
const rowDistance = z.object({
  class: z.string(),
  /** Total variation distance of the two rows, 0 … 1. */
  value: z.number(),
  groups: z.tuple([group, group]),
  /** The predicted class whose shares differ most between the two. */
  predicted: z.string(),
  /** Mean distance of two rows of these sizes that differ by chance only. */
  expectedIfFair: z.number(),
  /** Chi-square test that all groups' rows of this class are alike. */
  test: chiSquare,
  /** The same by the likelihood ratio (G). */
  likelihoodRatio: chiSquare,
  /** How strongly the prediction depends on the group, 0 … 1: Cramér's V without its bias; null where nothing varies. */
  cramersV: z.number().nullable(),
});

/** Multi-class equalized odds: equal rows of the confusion matrix, class by class. */
export const equalizedOdds = z.object({
  max: rowDistance,
  mean: z.number(),
  classes: z.array(rowDistance),
  /** All rows at once. */
  test: chiSquare,
  likelihoodRatio: chiSquare,
  /** The same by permutation within true class, where the plan asks for it. */
  permutation: z.object({ p: z.number(), expected: z.number(), replicates: z.number() }).optional(),
});
export type EqualizedOdds = z.infer<typeof equalizedOdds>;

/** Multi-class demographic parity: equal shares of predicted classes, whatever the truth. */
export const demographicParity = z.object({
  /** Largest total variation distance between a group's predictions and those of all images. */
  value: z.number(),
  group,
  /** The predicted class whose share differs most there. */
  class: z.string(),
  expectedIfFair: z.number(),
  groups: z.array(z.object({ group, value: z.number() })),
});
export type DemographicParity = z.infer<typeof demographicParity>;

/** A number as another tool prints it, under its own name; `group` and `isFair` where that tool gives them. */
const parityMeasure = z.object({
  tool: z.enum(['fairlearn', 'AIF360', 'Aequitas']),
  name: z.string(),
  group: group.optional(),
  value: z.number().nullable(),
  isFair: z.boolean().nullable().optional(),
});

/** What other tools print for one class against the rest. */
export const classParity = z.object({
  class: z.string(),
  /** AIF360's privileged and Aequitas' reference group: the named reference of the plan, else the largest group. */
  reference: group,
  measures: z.array(parityMeasure),
});
export type ClassParity = z.infer<typeof classParity>;

/** Accuracy at one common mix of the other attributes. */
export const composition = z.object({
  /** The attributes whose mix is made equal: the whole test set's. */
  over: z.array(z.string()),
  groups: z.array(
    z.object({
      group,
      crude: z.number().nullable(),
      standardised: estimate,
      /** Share of the common mix that the group has images for; the value is for that part. */
      coverage: z.number(),
    }),
  ),
  /** Kitagawa's split of the gap between the best and the worst group: `rates` is left at equal mixes. */
  decomposition: z.object({
    best: group,
    worst: group,
    gap: z.number(),
    rates: z.number(),
    composition: z.number(),
    /** Simpson's paradox: at equal mixes the worse group is the better one. */
    reversed: z.boolean(),
    /** The two groups compared within strata of the other attributes. */
    conditional: z
      .object({
        /** Mantel–Haenszel's common difference, best less worst group. */
        difference: z.number().nullable(),
        oddsRatio: z.number().nullable(),
        /** Cochran–Mantel–Haenszel test that the two are equal in every stratum. */
        test: chiSquare,
        /** Breslow–Day test that their odds ratio is the same in all strata. */
        homogeneity: chiSquare,
      })
      .optional(),
  }),
});
export type Composition = z.infer<typeof composition>;

export const grouping = z.object({
  by: z.array(z.string()),
  /** True where the grouping contains the task's own label, so that only accuracy and recall mean anything. */
  degenerate: z.boolean(),
  slices: z.array(slice),
  disparities: z.array(disparity),
  /** Images that are in no slice because a label of this grouping is missing. */
  unlabelled: z.number().optional(),
  /** Null where fewer than two groups have enough images of some class; not for degenerate groupings. */
  equalizedOdds: equalizedOdds.nullable().optional(),
  demographicParity: demographicParity.nullable().optional(),
  /** For groupings by one attribute. */
  parity: z.array(classParity).optional(),
  /** Null where no other attribute is left or fewer than two groups have enough images. */
  composition: composition.nullable().optional(),
});
export type Grouping = z.infer<typeof grouping>;

/** What was decided before looking at the numbers. */
export const auditPlan = z.object({
  confidence: z.number(),
  /** Images in the denominator that a group needs to be ranked. */
  minimumN: z.number(),
  /** What averages do with undefined classes. */
  undefinedClasses: z.enum(['exclude', 'zero', 'propagate']),
  /** Metrics that get contrasts group by group. */
  headline: z.array(z.string()),
  /** What groups are contrasted with: the rest of the images, all of them, the best or the largest group, or a named one. */
  reference: z.union([z.enum(['rest', 'overall', 'best', 'largest']), group]),
  /** Largest difference between groups that does not matter. */
  margin: z.number(),
  /** Significance level and power of the detectable differences. */
  alpha: z.number(),
  power: z.number(),
  /** Of every random number drawn. */
  seed: z.number(),
  /** Random permutations of groups within true class, beside the chi-square tests; 0 for none. */
  permutations: z.number().default(0),
});
export type AuditPlan = z.infer<typeof auditPlan>;

/** The part of a plan that somebody declares before a run (`evenhand run --plan FILE`). */
export const declaredPlan = z
  .strictObject({
    confidence: z.number().gt(0.5).lt(1),
    minimumN: z.number().int().min(1),
    undefinedClasses: auditPlan.shape.undefinedClasses,
    headline: z.array(z.string()).min(1),
    reference: auditPlan.shape.reference,
    margin: z.number().gt(0).lt(1),
    alpha: z.number().gt(0).lt(0.5),
    power: z.number().gt(0).lt(1),
    seed: z.number().int().min(0),
    permutations: z.number().int().min(0).max(100_000),
  })
  .partial();
export type DeclaredPlan = z.infer<typeof declaredPlan>;

export const worstSlice = z.object({
  group,
  n: z.number(),
  value: z.number(),
  /** Value of the rest of the images. */
  rest: z.number(),
  /** Rest less value, with limits that hold for all slices at once. */
  excess: estimate,
  /** Two-sided score test; adjusted for the whole search (max-T); false discovery rate. */
  p: z.number().nullable(),
  adjustedP: z.number(),
  q: z.number(),
});
export type WorstSlice = z.infer<typeof worstSlice>;

/** Search of all slices of all groupings for those that fare worse than the rest. */
export const worstSlices = z.object({
  metric: z.string(),
  /** How many slices had enough images to be looked at. */
  slices: z.number(),
  draws: z.number(),
  certified: z.array(worstSlice),
  exploratory: z.array(worstSlice),
});
export type WorstSlices = z.infer<typeof worstSlices>;

export const taskAudit = z.object({
  task: z.string(),
  kind: labelKind,
  /** The full declared list, in the model's output order. */
  labels: z.array(z.string()),
  /** Natural order of an ordinal task's labels. */
  order: z.array(z.string()).optional(),
  /** Samples left out of this task because their label maps to nothing. */
  excluded: z.number(),
  overall: slice,
  groupings: z.array(grouping),
  plan: auditPlan.optional(),
  worstSlices: worstSlices.nullable().optional(),
});
export type TaskAudit = z.infer<typeof taskAudit>;

export const runStatus = z.enum(['running', 'interrupted', 'finished', 'failed']);
export type RunStatus = z.infer<typeof runStatus>;

export const auditRun = z.object({
  id: z.string(),
  status: runStatus,
  model: z.object({ name: z.string(), version: z.string(), digest: z.string() }),
  dataset: z.object({
    name: z.string(),
    digest: z.string(),
    samples: z.number(),
    /** Where the labels come from: perceived, self-reported, constructed or unknown. */
    labels: z.string(),
  }),
  device: z.string(),
  precision: z.string(),
  preprocessDigest: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  counts: z.object({ ok: z.number(), failed: z.number(), excluded: z.number() }),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), count: z.number().optional() })),
  tags: z.record(z.string(), z.string()),
  software: z.record(z.string(), z.string()),
});
export type AuditRun = z.infer<typeof auditRun>;

/** The one result that the command line, the dashboard and the report all read. */
export const auditDocument = z.object({
  schemaVersion: z.literal(1),
  run: auditRun,
  tasks: z.array(taskAudit),
});
export type AuditDocument = z.infer<typeof auditDocument>;
