import { z } from 'zod';
import { group } from './audit-document.js';

/** Images that show the same, in one data set or in two. */
export const alikeImages = z.object({
  /** `identical`: byte for byte. `near`: recompressed, resized, slightly cropped or brightened. */
  kind: z.enum(['identical', 'near']),
  /** Ids, in the order of the data set. */
  samples: z.array(z.string()),
  /** Ids of the other data set, with `--against`. */
  against: z.array(z.string()).optional(),
  /** Attributes whose labels differ between these images → the labels, as often as they occur. */
  conflicts: z.record(z.string(), z.record(z.string(), z.number())),
  /** Train, val and test folders that the images lie in, where there is more than one. */
  splits: z.array(z.string()).optional(),
  /** For near images, least of the pairs that were compared: correlation of the thumbnails, 0 … 1. */
  similarity: z.number(),
});
export type AlikeImages = z.infer<typeof alikeImages>;

/** How often the labels of some attributes occur together. */
export const cellTable = z.object({
  by: z.array(z.string()),
  cells: z.number(),
  empty: z.number(),
  /** Cells of 1–9 and of 10–29 images. */
  few: z.number(),
  small: z.number(),
  /** Images that have a label for each of these attributes. */
  n: z.number(),
  /** All cells below 30 images, the smallest first; left out where there are more than 2,000. */
  worst: z.array(z.object({ group, n: z.number() })).optional(),
});
export type CellTable = z.infer<typeof cellTable>;

/** How mixed the labels of one attribute are within a group of another. */
export const labelEntropy = z.object({
  attribute: z.string(),
  group,
  n: z.number(),
  /** Bits. */
  entropy: z.number(),
  /** Over that of as many equally frequent labels: 0 where all images have one label, 1 where all are as frequent. */
  evenness: z.number(),
  /** The label that most of the group's images have, and its share. */
  mode: z.string(),
  share: z.number(),
});
export type LabelEntropy = z.infer<typeof labelEntropy>;

/** The smallest drop of accuracy below that of the rest that a group's images would show. */
export const detectableDrop = z.object({
  group,
  n: z.number(),
  /** For each assumed accuracy; null where not even a drop to 0 would show. */
  drops: z.array(z.object({ accuracy: z.number(), drop: z.number().nullable() })),
});
export type DetectableDrop = z.infer<typeof detectableDrop>;

/** What `evenhand dataset check` finds. */
export const datasetCheck = z.object({
  schemaVersion: z.literal(1),
  dataset: z.string(),
  against: z.string().optional(),
  images: z.object({
    total: z.number(),
    /** Rows of predictions, which have no image. */
    absent: z.number(),
    /** Images of one colour, which are not compared with others. */
    blank: z.array(z.string()),
    failures: z.array(z.object({ sample: z.string(), code: z.string(), message: z.string() })),
  }),
  /** How near images are found: bits of the perceptual hash that may differ, and least correlation of thumbnails. */
  near: z.object({ radius: z.number(), correlation: z.number(), candidates: z.number() }),
  alike: z.array(alikeImages),
  repairs: z.array(z.object({ attribute: z.string(), from: z.string(), to: z.string(), count: z.number() })),
  /** Attribute → images without a label. */
  missing: z.record(z.string(), z.number()),
  cells: z.array(cellTable),
  entropy: z.array(labelEntropy),
  detectable: z.object({
    alpha: z.number(),
    power: z.number(),
    groups: z.array(detectableDrop),
  }),
});
export type DatasetCheck = z.infer<typeof datasetCheck>;
