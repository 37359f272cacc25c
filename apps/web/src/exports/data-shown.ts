import type { Grouping, TaskAudit } from '@evenhand/contracts';
import type { RunShape } from '@evenhand/metrics';
import { countText } from '@evenhand/report';
import { datasetDetail } from '../data/dataset-detail';
import { runResult } from '../data/run-result';
import { measuredTasks, taskResult } from '../data/task-result';
import { unknown } from './attachment';
import { origin } from './task-shown';

/** What a page shows of images and their labels: of a data set, or of what a run counted. */
export interface DataShown {
  groupings: readonly Grouping[];
  shape: Pick<RunShape, 'attributes'>;
  /** All images, labelled or not. */
  images: number;
  /** Whose plan says how many images are too few; the default one of a data set. */
  planned: Pick<TaskAudit, 'plan'>;
  /** Where a figure comes from: small print under it. */
  origin: string;
  /** For the names of files. */
  name: string;
}

/** @throws UserError `unknown_run`, `unknown_data` where nothing is counted yet */
export function runDataShown(id: string): DataShown {
  const result = runResult(id);
  const [first] = measuredTasks(result);
  const task = first === undefined ? undefined : taskResult(result, first);
  if (!task) throw unknown('data', id);
  const { run, shape } = result;
  return {
    groupings: task.groupings,
    shape,
    images: task.overall.n,
    planned: task,
    origin: origin(run),
    name: run.id,
  };
}

/** @throws UserError `unknown_dataset` */
export function datasetShown(name: string): DataShown {
  const { dataset, groupings } = datasetDetail(name);
  const { manifest, samples } = dataset;
  return {
    groupings,
    shape: manifest,
    images: samples,
    planned: {},
    origin: `Data set ${name}, ${countText(samples)} images, ${manifest.labels} labels. Evenhand.`,
    name,
  };
}
