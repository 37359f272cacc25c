import type { ReportInput } from '../model/input.js';
import { provenanceOf } from '../model/provenance.js';
import type { ReportSettings, Stamp } from './stamp.js';
import { type ReportFormat, writeReport } from './write-report.js';

/**
 * `same`: byte for byte what is written from the run today. `appended`: the same, with something after it, as digital
 * signatures are put into a PDF; what was appended may show other pages, so it is not the same. `other_file`: the numbers are the run's, the file is not:
 * it was changed, or another version of Evenhand wrote it. `other_numbers`: same predictions and labels, but computed
 * differently. `other_data`: the run's predictions or labels are not those of the report. `other_run`: the report is
 * of another run than the one it is held against.
 */
export type Verification = 'same' | 'appended' | 'other_file' | 'other_numbers' | 'other_data' | 'other_run';

/** How CSV tables are written: they are of nothing but the run. */
const PLAIN = { edition: 'full', paper: 'a4', isArchival: false } as const;

/** Holds a written report against a run. A CSV table has no stamp: it is the same, or it is not. */
export function verifyReport(
  bytes: Buffer,
  { stamp, format, input }: { stamp: Stamp | undefined; format: ReportFormat; input: ReportInput },
): Verification {
  const held = (settings: ReportSettings): Verification => {
    const written = writeReport(input, format, settings).bytes;
    if (written.equals(bytes)) return 'same';
    const isLonger = format === 'pdf' && written.equals(bytes.subarray(0, written.length));
    return isLonger ? 'appended' : 'other_file';
  };
  if (!stamp) return held(PLAIN);
  const { run, resultsDigest, auditDigest } = provenanceOf(input);
  if (run !== stamp.run) return 'other_run';
  if (resultsDigest !== stamp.resultsDigest) return 'other_data';
  if (auditDigest !== stamp.auditDigest) return 'other_numbers';
  return held(stamp);
}
