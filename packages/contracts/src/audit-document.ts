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
});
export type Slice = z.infer<typeof slice>;

const groupValue = z.object({ group, value: z.number() });

export const disparity = z.object({
  metric: z.string(),
  class: z.string().optional(),
  best: groupValue,
  worst: groupValue,
  gap: estimate,
  ratio: estimate,
  expectedGapIfFair: z.number().nullable(),
  p: z.number().nullable(),
  betweenGroupSd: estimate,
  detectable: z.number().nullable(),
});
export type Disparity = z.infer<typeof disparity>;

export const grouping = z.object({
  by: z.array(z.string()),
  /** True where the grouping contains the task's own label, so that only accuracy and recall mean anything. */
  degenerate: z.boolean(),
  slices: z.array(slice),
  disparities: z.array(disparity),
});
export type Grouping = z.infer<typeof grouping>;

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
