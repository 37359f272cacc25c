import { z } from 'zod';
import { estimate, group, verdict } from './audit-document.js';

const by = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1)]);
const about = { task: z.string(), metric: z.string(), class: z.string().optional() };

/** One requirement. A metric of classes without a `class` is required of every class. */
export const policyRule = z.discriminatedUnion('check', [
  /** The gap between the best and the worst group is at most `limit`. */
  z.strictObject({ ...about, check: z.literal('max_gap'), by, limit: z.number().positive() }),
  /** The value is at least `limit` in every group; of all images without `by`. */
  z.strictObject({ ...about, check: z.literal('floor'), by: by.optional(), limit: z.number() }),
  /** No group's value is worse than the baseline's by `margin` or more; that of all images without `by`. */
  z.strictObject({
    ...about,
    check: z.literal('no_regression'),
    by: by.optional(),
    margin: z.number().min(0),
  }),
]);
export type PolicyRule = z.infer<typeof policyRule>;

/** What `evenhand gate` requires of a run. */
export const policy = z.strictObject({
  rules: z.array(policyRule).min(1),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  /** What a rule that cannot be decided does to the gate. */
  on_insufficient_data: z.enum(['fail', 'warn']).default('fail'),
  /** Decides on a release: repeated looks at the same images share one error rate. */
  release: z.boolean().default(false),
  /** So many gates on the same images bring a warning. */
  warn_after: z.number().int().min(1).default(20),
});
export type Policy = z.infer<typeof policy>;

/** One number that a rule is about: a metric, or a metric of one class. */
export const ruleCheck = z.object({
  class: z.string().optional(),
  verdict,
  /**
   * The gap, or the value or change of the group that decides. Its limits are those that decide: for a gap its upper
   * limit and its lower one for all classes of the rule at once; else the one-sided lower limit and the upper one for all
   * groups and classes at once.
   */
  estimate,
  /** The group that it is about, or the best and the worst. */
  groups: z.array(group),
  /** Groups with too few images to say anything: they keep a rule from passing. */
  lacking: z.array(group),
  /** Images per group that would settle it, were the observed values the true ones. */
  needed: z.number().nullable(),
});
export type RuleCheck = z.infer<typeof ruleCheck>;

/** How often the same images have decided about models: what passes after many looks may be fitted to them. */
export const gateLooks = z.object({
  /** Which different gate (run, policy, baseline) on these images this is; asking again is no new look. */
  look: z.number(),
  /** Which of the looks that decide on a release; null where this one does not. */
  releaseLook: z.number().nullable(),
  /** The policy's confidence, or what is left of it for this release. */
  confidence: z.number(),
  warning: z.string().nullable(),
});
export type GateLooks = z.infer<typeof gateLooks>;

export const gateDocument = z.object({
  schemaVersion: z.literal(1),
  run: z.string(),
  baseline: z.string().nullable(),
  policy,
  looks: gateLooks,
  /** FAIL where a rule fails, else NOT ENOUGH DATA where one cannot be decided, else PASS. */
  verdict,
  rules: z.array(z.object({ rule: policyRule, verdict, checks: z.array(ruleCheck) })),
});
export type GateDocument = z.infer<typeof gateDocument>;
