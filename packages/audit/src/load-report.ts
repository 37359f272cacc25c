import { type Db, getRun, listDatasets, listModels } from '@evenhand/db';
import type { ReportImages, ReportInput } from '@evenhand/report/files';
import { loadAudit } from './load-audit.js';
import { loadComparison } from './load-comparison.js';

export interface ReportRequest {
  run: string;
  /** The run of another model version on the same images. */
  baseline?: string | undefined;
  /** No image of anyone is in a report unless it is given here. */
  images?: ReportImages | undefined;
}

/**
 * Everything that a report of a run is made of. The model's card and the data set's description are left out where
 * what is registered under their names is no longer what was run.
 *
 * @throws UserError `unknown_run`, and those of {@link loadComparison} where there is a baseline
 */
export function loadReport(db: Db, { run: id, baseline, images }: ReportRequest): ReportInput {
  const run = getRun(db, id);
  const model = listModels(db).find(
    ({ name, version, digest }) =>
      name === run.model.name && version === run.model.version && digest === run.model.digest,
  );
  const dataset = listDatasets(db).find(
    ({ name, digest }) => name === run.dataset.name && digest === run.dataset.digest,
  );
  return {
    audit: loadAudit(db, id),
    model: model?.manifest,
    dataset,
    comparison: baseline === undefined ? undefined : loadComparison(db, { runs: [baseline, id] }),
    images,
  };
}
