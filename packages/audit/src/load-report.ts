import { createHash } from 'node:crypto';
import { type Db, getRun } from '@evenhand/db';
import type { ReportImages, ReportInput } from '@evenhand/report/files';
import { makeAudit, storedJson } from './load-audit.js';
import { loadComparison } from './load-comparison.js';
import { registeredDataset, registeredModel } from './registered.js';

export interface ReportRequest {
  run: string;
  /** The run of another model version on the same images. */
  baseline?: string | undefined;
  /** No image of anyone is in a report unless it is given here. */
  images?: ReportImages | undefined;
  /** From the run's counts, whatever is stored of its audit: to verify what was written. */
  isMadeAnew?: boolean | undefined;
}

/**
 * Everything that a report of a run is made of. The model's card and the data set's description are left out where
 * what is registered under their names is no longer what was run.
 *
 * @throws UserError `unknown_run`, and those of {@link loadComparison} where there is a baseline
 */
export function loadReport(db: Db, { run: id, baseline, images, isMadeAnew }: ReportRequest): ReportInput {
  const run = getRun(db, id);
  const json = isMadeAnew ? undefined : storedJson(db, id);
  return {
    audit: json ? JSON.parse(json.toString('utf8')) : makeAudit(db, id),
    auditDigest: json && createHash('sha256').update(json).digest('hex'),
    model: registeredModel(db, run)?.manifest,
    dataset: registeredDataset(db, run),
    comparison: baseline === undefined ? undefined : loadComparison(db, { runs: [baseline, id] }),
    images,
  };
}
