import { createHash } from 'node:crypto';
import type { AuditDocument } from '@evenhand/contracts';
import type { ReportInput } from './input.js';
import type { Provenance } from './report.js';

/** What a report is bound to: names and digests of everything that its numbers come from. */
export function provenanceOf({ audit, auditDigest, comparison }: ReportInput): Provenance {
  const { run } = audit;
  return {
    run: run.id,
    model: `${run.model.name}@${run.model.version}`,
    modelDigest: run.model.digest,
    dataset: run.dataset.name,
    datasetDigest: run.dataset.digest,
    resultsDigest: resultsDigest(audit),
    auditDigest: comparison
      ? sha256(JSON.stringify([audit, comparison]))
      : (auditDigest ?? sha256(JSON.stringify(audit))),
    baseline: comparison?.base.id ?? null,
    date: run.finishedAt ?? run.startedAt,
  };
}

/**
 * Digest of the counts alone: group, true class, predicted class. It stays when a later version computes more from
 * the same predictions, and changes when a prediction or a label does.
 */
function resultsDigest({ tasks }: AuditDocument): string {
  const counts = tasks.map(({ task, labels, overall, groupings, excluded }) => {
    const finest = groupings.toSorted((a, b) => b.by.length - a.by.length)[0];
    const slices = finest ? finest.slices : [overall];
    return {
      task,
      labels,
      excluded,
      cells: slices.filter(({ n }) => n > 0).map(({ group, confusion }) => [group, confusion]),
    };
  });
  return sha256(JSON.stringify(counts));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
