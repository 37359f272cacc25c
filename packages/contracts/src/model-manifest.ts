import { z } from 'zod';
import { labelKind, labelList } from './label.js';

/** Pillow's filters; `bicubic` is what CLIP uses. */
export const resample = z.enum(['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos']);
export type Resample = z.infer<typeof resample>;

const size = z.int().min(1).max(8192);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/**
 * From an image file to the model's input. Steps in this order: decode to 8-bit RGB, resize, centre crop,
 * multiply by `rescale`, subtract `mean`, divide by `std` (both in RGB order), then arrange channels and layout.
 */
export const preprocessSpec = z.strictObject({
  convert: z.literal('RGB').default('RGB'),
  /** Pillow ignores the EXIF orientation unless told otherwise; so do we. */
  exifOrientation: z.enum(['ignore', 'apply']).default('ignore'),
  resize: z
    .union([
      /** Scales the shorter edge to this many pixels; the longer edge is truncated to an integer. */
      z.strictObject({ shortestEdge: size, resample: resample.default('bicubic') }),
      /** Scales to exactly [height, width], ignoring the aspect ratio. */
      z.strictObject({ exact: z.tuple([size, size]), resample: resample.default('bicubic') }),
    ])
    .optional(),
  /** Centre crop; an image smaller than the crop is padded with zeros. */
  crop: z.strictObject({ height: size, width: size }).optional(),
  rescale: z
    .number()
    .positive()
    .default(1 / 255),
  mean: perChannel.default([0, 0, 0]),
  std: perChannel
    .refine((std) => std.every((value) => value > 0), { error: 'must be positive' })
    .default([1, 1, 1]),
  layout: z.enum(['NCHW', 'NHWC']).default('NCHW'),
  channelOrder: z.enum(['RGB', 'BGR']).default('RGB'),
});
export type PreprocessSpec = z.infer<typeof preprocessSpec>;

const taskFields = {
  name: z.string().regex(/^[A-Za-z][\w-]*$/, { error: 'a task name is letters, digits, _ and -' }),
  kind: labelKind.default('nominal'),
  /** In the order of the model's outputs: `labels[i]` names output i. */
  labels: labelList,
  /** Natural order of an ordinal task's labels. */
  order: labelList.optional(),
};

function checkOrder(task: {
  kind: string;
  labels?: string[] | undefined;
  order?: string[] | undefined;
}): boolean {
  const { kind, labels, order } = task;
  if (kind === 'nominal') return order === undefined;
  if (labels === undefined || order === undefined) return true;
  return order.length === labels.length && order.every((name) => labels.includes(name));
}
const orderError = {
  error: '`order` belongs to ordinal tasks and lists exactly their labels',
  path: ['order'],
};

/** A task of a model package: which output holds its scores. */
export const modelTask = z
  .strictObject({
    ...taskFields,
    /** Name of the ONNX output of shape [batch, …]. */
    output: z.string(),
    /** Columns [from, to) of that output, where one output serves several tasks. */
    columns: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
    /** What the model emits: `logits` get a softmax here, `probabilities` are taken as they are. */
    activation: z.enum(['logits', 'probabilities']).default('logits'),
  })
  .refine(checkOrder, orderError);
export type ModelTask = z.infer<typeof modelTask>;

/** A number that a model card states about itself, for comparison with what is measured. */
export const reportedMetric = z.strictObject({
  task: z.string(),
  metric: z.string(),
  class: z.string().optional(),
  value: z.number(),
  /** Digits after the decimal point of `value` as printed. */
  decimals: z.int().min(0).max(12),
  support: z.int().min(0).optional(),
  /** Where this number is of other data than the card's `dataset` and `split`. */
  dataset: z.string().optional(),
  split: z.string().optional(),
  /** Line of the card that it was read from, counted from 1. */
  line: z.int().min(1).optional(),
});
export type ReportedMetric = z.infer<typeof reportedMetric>;

export const reportedMetrics = z.strictObject({
  /** Left out where the card does not say what it was measured on. */
  dataset: z.string().optional(),
  split: z.string().optional(),
  /** The file that the numbers were read from, where nobody wrote them into a manifest. */
  source: z.string().optional(),
  metrics: z.array(reportedMetric),
});
export type ReportedMetrics = z.infer<typeof reportedMetrics>;

export const modelCard = z.strictObject({
  summary: z.string().optional(),
  intendedUse: z.array(z.string()).default([]),
  outOfScopeUse: z.array(z.string()).default([]),
  limitations: z.array(z.string()).default([]),
  citation: z.string().optional(),
  reported: reportedMetrics.optional(),
});
export type ModelCard = z.infer<typeof modelCard>;

const identity = {
  schemaVersion: z.literal(1),
  title: z.string().optional(),
  source: z.string().optional(),
  licence: z.string().optional(),
  card: modelCard.optional(),
};

/** `model.yaml` of an imported package (`models/<name>/<version>/`): complete, with digests. */
export const modelManifest = z.strictObject({
  ...identity,
  name: z.string(),
  version: z.string(),
  /** ONNX input name, of shape [batch, 3, H, W] or [batch, H, W, 3]. */
  input: z.string(),
  preprocess: preprocessSpec,
  tasks: z.array(modelTask).min(1),
  /** File name → SHA-256 (hex) of each file of the package. */
  digests: z.record(z.string(), z.string()),
});
export type ModelManifest = z.infer<typeof modelManifest>;

/**
 * `model.yaml` of a model that is known by its predictions alone (`evenhand import`): no weights, nothing to run.
 * Its labels are what the predictions say, in natural order.
 */
export const importedModelManifest = z.strictObject({
  ...identity,
  name: z.string(),
  version: z.string(),
  /** The file that the predictions came from, and what it held. */
  predictions: z.strictObject({
    file: z.string(),
    /** SHA-256 (hex) of the file's bytes. */
    sha256: z.string(),
    rows: z.int().min(0),
  }),
  tasks: z.array(z.strictObject(taskFields).refine(checkOrder, orderError)).min(1),
});
export type ImportedModelManifest = z.infer<typeof importedModelManifest>;

/** What a workspace knows of a model: a package that can run, or where its predictions came from. */
export type RegisteredModelManifest = ModelManifest | ImportedModelManifest;

/** The `head` of a task whose classes are text prompts: the projected image is compared with their embeddings. */
export const ZERO_SHOT_HEAD = 'zero-shot';

/** What a source folder's `model.yaml`, or `--manifest`, may say: everything is optional and completes config.json. */
export const modelSourceManifest = z.strictObject({
  ...identity,
  schemaVersion: z.literal(1).default(1),
  name: z.string().optional(),
  version: z.union([z.string(), z.number().transform(String)]).optional(),
  /** The .onnx file beside this manifest. */
  file: z.string().optional(),
  input: z.string().optional(),
  preprocess: preprocessSpec.optional(),
  tasks: z
    .array(
      z
        .strictObject({
          ...taskFields,
          /** Left out where the source's config.json names the classes of its only output (`id2label`). */
          labels: labelList.optional(),
          /** For ONNX sources: the output that holds this task's scores. */
          output: z.string().optional(),
          /**
           * For checkpoints: the linear head, `gender_head` for tensors `gender_head.weight` and `.bias`; or `zero-shot`.
           */
          head: z.string().optional(),
          /** For zero-shot tasks: safetensors with the embeddings of the classes' prompts, beside this manifest. */
          embeddings: z.string().optional(),
          columns: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
          activation: z.enum(['logits', 'probabilities']).optional(),
        })
        .refine(checkOrder, orderError)
        .refine((task) => (task.head === ZERO_SHOT_HEAD) === (task.embeddings !== undefined), {
          error: '`head: zero-shot` and `embeddings: FILE` belong together',
          path: ['embeddings'],
        }),
    )
    .optional(),
});
export type ModelSourceManifest = z.infer<typeof modelSourceManifest>;
