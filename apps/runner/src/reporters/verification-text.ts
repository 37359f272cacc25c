import type { Stamp, Verification } from '@evenhand/report/files';

/** Whether a report holds for a run, in words. */
export function verificationText(
  file: string,
  verification: Verification,
  { run, stamp }: { run: string; stamp: Stamp | undefined },
): string {
  const version = stamp?.version ?? 'unknown';
  switch (verification) {
    case 'same':
      return `${file} matches run ${run}: byte for byte what is written from it today.`;
    case 'appended':
      return `${file} begins with what is written from run ${run} today, byte for byte, and goes on after it: a digital signature does that, and so does a change. Let your PDF reader check the signature and show the signed version.`;
    case 'other_file':
      return stamp
        ? `${file} does not match run ${run}: its digests are the run's, its contents are not. It was changed after it was written, or another version of Evenhand wrote it (it says ${version}).`
        : `${file} does not match run ${run}: its numbers are not those that are written from the run today.`;
    case 'other_numbers':
      return `${file} does not match run ${run}: predictions and labels are the same, but the numbers were computed differently (by Evenhand ${version}, it says).`;
    case 'other_data':
      return `${file} does not match run ${run}: the run's predictions or labels are not those of the report.`;
    case 'other_run':
      return `${file} is not of run ${run}: it says that it is of run ${stamp?.run ?? 'unknown'}.`;
  }
}
