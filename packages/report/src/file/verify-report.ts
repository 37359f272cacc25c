import type { ReportInput } from '../model/input.js';
import type { Stamp } from './stamp.js';
import { type ReportFormat, writeReport } from './write-report.js';

/**
 * `same`: byte for byte what is written from the run today. `other_file`: the numbers are the run's, the file is not:
 * it was changed, or another version of Evenhand wrote it. `other_numbers`: same predictions and labels, but computed
 * differently. `other_data`: the run's predictions or labels are not those of the report.
 */
export type Verification = 'same' | 'other_file' | 'other_numbers' | 'other_data';

/** Holds a written report against the run that it names. */
export function verifyReport(
  bytes: Buffer,
  { stamp, format, input }: { stamp: Stamp; format: ReportFormat; input: ReportInput },
): Verification {
  const { bytes: expected, provenance } = writeReport(input, format, stamp);
  if (provenance.resultsDigest !== stamp.resultsDigest) return 'other_data';
  if (provenance.auditDigest !== stamp.auditDigest) return 'other_numbers';
  return expected.equals(bytes) ? 'same' : 'other_file';
}
