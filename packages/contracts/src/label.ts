import { z } from 'zod';

/** `nominal`: classes without order. `ordinal`: classes with a natural order (age bands). */
export const labelKind = z.enum(['nominal', 'ordinal']);
export type LabelKind = z.infer<typeof labelKind>;

/** A class name. YAML reads `1` or `true` unquoted as something else than text: say so instead of guessing. */
export const label = z
  .string({ error: 'labels are text: put quotes around numbers, yes/no and dates' })
  .min(1);

export const labelList = z
  .array(label)
  .min(1)
  .refine((labels) => new Set(labels).size === labels.length, { error: 'labels must be distinct' });

/** Data-set label → model label; `null` leaves the sample out of this task and counts it as excluded. */
export const labelMap = z.record(z.string(), label.nullable());
export type LabelMap = z.infer<typeof labelMap>;
