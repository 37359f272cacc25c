import { z } from 'zod';
import { estimate } from './audit-document.js';

/** Numbers, ends included. */
export const numberRange = z.object({ low: z.number(), high: z.number() });
export type NumberRange = z.infer<typeof numberRange>;

/** Numbers of a model card that cannot all be right, whatever was measured. */
export const claimContradiction = z.object({
  task: z.string(),
  /**
   * `range`: no share of images. `same`: one number stated twice, differently. `supports`: they do not add up.
   * `f1`: not the harmonic mean. `margin`: no whole numbers of images give these rates. `predicted`: the predictions
   * of all classes do not add up. `accuracy`, `macro`, `weighted`: not what the classes' numbers make.
   */
  rule: z.enum(['range', 'same', 'supports', 'f1', 'margin', 'predicted', 'accuracy', 'macro', 'weighted']),
  message: z.string(),
  /** Places in the card's list of metrics. */
  claims: z.array(z.number()),
  /** What the number in question may have been before it was rounded, and what the others leave for it. */
  stated: numberRange,
  possible: numberRange,
  /** Distance between the two: how far the numbers are apart beyond their rounding. */
  beyond: z.number(),
});
export type ClaimContradiction = z.infer<typeof claimContradiction>;

/**
 * `reproduced`: rounded as the card does, the measured number is the card's. `inconsistent`: not reproduced, and part
 * of a contradiction within the card. `other data`: measured on other data than the card's, which reproduces nothing.
 */
export const claimVerdict = z.enum([
  'reproduced',
  'not reproduced',
  'inconsistent',
  'not measured',
  'other data',
]);
export type ClaimVerdict = z.infer<typeof claimVerdict>;

/** One number of a card beside what was measured. */
export const claimCheck = z.object({
  /** Place in the card's list of metrics. A support is checked once, at the first metric that states it. */
  claim: z.number(),
  task: z.string(),
  /** A metric of the audit, or `support`. */
  metric: z.string(),
  class: z.string().optional(),
  stated: z.number(),
  decimals: z.number(),
  measured: estimate.nullable(),
  /** Measured less stated. */
  difference: z.number().nullable(),
  /** Whether all that the stated number may have been before rounding lies outside the confidence limits. */
  outsideLimits: z.boolean().nullable(),
  verdict: claimVerdict,
});
export type ClaimCheck = z.infer<typeof claimCheck>;

/** What `evenhand model verify` says of a card. */
export const cardCheckDocument = z.object({
  schemaVersion: z.literal(1),
  /** Where the claims come from: README.md, or the manifest where it is left out. */
  source: z.string().optional(),
  claims: z.number(),
  contradictions: z.array(claimContradiction),
  /** The run that the claims were compared with; null where there is none on the card's data. */
  run: z.object({ id: z.string(), dataset: z.string(), sameData: z.boolean() }).nullable(),
  checks: z.array(claimCheck),
});
export type CardCheckDocument = z.infer<typeof cardCheckDocument>;
