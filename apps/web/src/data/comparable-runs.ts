import { allRuns } from './all-runs';

/** A run as the choice of runs shows it. */
export interface RunChoice {
  id: string;
  model: string;
  dataset: string;
  datasetDigest: string;
  startedAt: string;
  status: string;
}

/** Every run that has something to compare, newest first. */
export function comparableRuns(): RunChoice[] {
  return allRuns()
    .filter(({ counts }) => counts.ok > 0)
    .map(({ id, model, dataset, startedAt, status }) => ({
      id,
      model: `${model.name}@${model.version}`,
      dataset: dataset.name,
      datasetDigest: dataset.digest,
      startedAt,
      status,
    }));
}
