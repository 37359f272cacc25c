import { z } from 'zod';
import { estimate, group } from './audit-document.js';

const groupValue = z.object({ group, value: z.number() });

/** What a list of runs says about one task of a run, taken from its audit document when the run ends. */
export const headline = z.object({
  task: z.string(),
  /** Of all images. */
  accuracy: estimate,
  /** The widest gap of accuracy between the groups of one attribute; null where no attribute has two groups. */
  gap: z
    .object({
      by: z.string(),
      best: groupValue,
      worst: groupValue,
      gap: estimate,
      expectedGapIfFair: z.number().nullable(),
      /** `real`: more than noise, adjusted for everything the audit looked at. */
      verdict: z.enum(['real', 'noise', 'unknown']),
    })
    .nullable(),
});
export type Headline = z.infer<typeof headline>;
