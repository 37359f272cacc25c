import { z } from 'zod';

const truth = z.object({ attribute: z.string(), labels: z.record(z.string(), z.string().nullable()) });

/** What a run was asked for, as it is stored with the run: a resumed run reads everything from here. */
export const runOptions = z.object({
  limit: z.number().nullable(),
  where: z.record(z.string(), z.array(z.string())),
  /** Task → how the data set's labels read as its truth; null where it is predicted only. */
  truths: z.record(z.string(), truth.nullable()),
});
export type RunOptions = z.infer<typeof runOptions>;
