import { z } from 'zod';
import { declaredPlan } from './audit-document.js';

const truth = z.object({ attribute: z.string(), labels: z.record(z.string(), z.string().nullable()) });

const importedPredictions = z.object({
  file: z.string(),
  /** SHA-256 (hex) of the file's bytes. */
  sha256: z.string(),
  rows: z.number(),
  /** What was read → from which column: `sample`, `gender, true`, `gender, predicted`, `group race` … */
  columns: z.record(z.string(), z.string()),
  /** Predicted labels that were not written as their task's labels are. */
  repairs: z.array(z.object({ attribute: z.string(), from: z.string(), to: z.string(), count: z.number() })),
});
export type ImportedPredictions = z.infer<typeof importedPredictions>;

/** What a run was asked for, as it is stored with the run: a resumed run reads everything from here. */
export const runOptions = z.object({
  limit: z.number().nullable(),
  where: z.record(z.string(), z.array(z.string())),
  /** Task → how the data set's labels read as its truth; null where it is predicted only. */
  truths: z.record(z.string(), truth.nullable()),
  /** Where nothing ran and the predictions were imported: from which file, and how its columns were read. */
  imported: importedPredictions.optional(),
  /** What was decided before the run: the rest of the audit's plan is the default. */
  plan: declaredPlan.optional(),
});
export type RunOptions = z.infer<typeof runOptions>;
