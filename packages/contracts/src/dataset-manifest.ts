import { z } from 'zod';
import { label, labelKind, labelList } from './label.js';

export const datasetFormat = z.enum(['fairface', 'utkface', 'csv', 'jsonl', 'imagefolder', 'parquet']);
export type DatasetFormat = z.infer<typeof datasetFormat>;

/** One labelled property of a sample: what a task predicts, what people are grouped by, or both. */
export const attribute = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z][\w-]*$/),
    /** Column of the table, or named group of `pattern`; the attribute's own name where left out. */
    column: z.string().optional(),
    kind: labelKind.default('nominal'),
    /** The declared labels in natural order. */
    labels: labelList,
    /** How the source encodes labels: `{ "0": Male, "1": Female }`. Not counted as repairs. */
    values: z.record(z.string(), label).optional(),
    /**
     * Damaged or alternative spellings → label. Every use is counted and reported as a repair. A spelling between
     * slashes, `/0?9[- ]mar/`, is a regular expression for the whole value, case ignored.
     */
    aliases: z.record(z.string(), label).optional(),
    /** For numeric columns (an age in years): inclusive ranges → label. */
    bins: z.array(z.strictObject({ label, min: z.number(), max: z.number() })).optional(),
  })
  .superRefine((value, context) => {
    const named = [
      ...Object.values(value.values ?? {}),
      ...Object.values(value.aliases ?? {}),
      ...(value.bins ?? []).map((bin) => bin.label),
    ];
    for (const target of new Set(named)) {
      if (!value.labels.includes(target)) {
        context.addIssue({ code: 'custom', message: `"${target}" is not among the labels of ${value.name}` });
      }
    }
  });
export type Attribute = z.infer<typeof attribute>;

export const datasetManifest = z
  .strictObject({
    schemaVersion: z.literal(1).default(1),
    name: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    licence: z.string().optional(),
    citation: z.string().optional(),
    source: z.string().optional(),
    /** Where the labels come from. Shown beside every result: labels of people are perceptions unless they said so. */
    labels: z.enum(['perceived', 'self-reported', 'constructed', 'unknown']).default('perceived'),
    format: datasetFormat.optional(),
    /** Folder of the images, relative to the source. */
    images: z.string().optional(),
    /**
     * Regular expression with named groups over the file name (UTKFace), or over the relative path (image folders).
     * Without one an image folder's class is its first folder that is not called train, val, test or the like.
     */
    pattern: z.string().optional(),
    /** The label table, relative to the source. */
    table: z
      .strictObject({
        file: z.string().optional(),
        /** The column of the images' paths; in Parquet files the one that holds their bytes, `image.bytes`. */
        imageColumn: z.string().optional(),
        delimiter: z.string().optional(),
        /** Parquet files of a published data set: which of its configurations and splits. */
        config: z.string().optional(),
        split: z.string().optional(),
      })
      .optional(),
    attributes: z.array(attribute).min(1),
    /** Default groupings for reports; every attribute alone and all intersections where left out. */
    groupings: z.array(z.array(z.string()).min(1)).optional(),
    /** Column that says which images belong together (one person, one burst). */
    cluster: z.string().optional(),
    /** What the maker of a synthetic data set planted in it, for tests and for the curious. */
    planted: z
      .strictObject({
        description: z.string(),
        group: z.record(z.string(), z.string()),
        tasks: z.array(z.string()),
      })
      .optional(),
  })
  .superRefine((manifest, context) => {
    const names = manifest.attributes.map((entry) => entry.name);
    if (new Set(names).size !== names.length) {
      context.addIssue({ code: 'custom', path: ['attributes'], message: 'attribute names must be distinct' });
    }
    for (const name of new Set((manifest.groupings ?? []).flat())) {
      if (!names.includes(name)) {
        context.addIssue({ code: 'custom', path: ['groupings'], message: `"${name}" is not an attribute` });
      }
    }
  });
export type DatasetManifest = z.infer<typeof datasetManifest>;
