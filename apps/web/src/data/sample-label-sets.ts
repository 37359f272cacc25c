import { readSampleLabelSets, type SampleLabelSets } from '@evenhand/db';
import { sharedCache } from './cache';
import { database } from './database';
import type { RunResult } from './run-result';

const kept = sharedCache<SampleLabelSets>('label-sets', 64 * 1024 * 1024);

/** The labels of every sample of the run's data set. */
export function sampleLabelSets({ run }: RunResult): SampleLabelSets {
  return kept.get(
    `${run.dataset.name} ${run.dataset.digest}`,
    () => readSampleLabelSets(database(), run.dataset.name),
    ({ setOf }) => setOf.byteLength,
  );
}
