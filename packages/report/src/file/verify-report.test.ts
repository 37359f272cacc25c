import { describe, expect, it } from 'vitest';
import { smallAudit } from '../testing/audits.js';
import { readStamp } from './stamp.js';
import { verifyReport } from './verify-report.js';
import { type ReportFormat, reportFormats, writeReport } from './write-report.js';

const settings = { edition: 'summary', paper: 'a4', isArchival: false } as const;
const audit = smallAudit();

describe.each(reportFormats)('verifyReport of a report as %s', (format: ReportFormat) => {
  const { bytes } = writeReport({ audit }, format, settings);
  const stamp = readStamp(bytes);

  it('has a stamp, but in a table', () => {
    expect(stamp === undefined).toBe(format === 'csv');
  });

  it('knows the file that is written today', () => {
    expect(verifyReport(bytes, { stamp, format, input: { audit } })).toBe('same');
  });

  it('notices a single other byte', () => {
    const changed = Buffer.from(bytes);
    changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 1;
    expect(verifyReport(changed, { stamp, format, input: { audit } })).toBe('other_file');
  });

  it('tells what was put behind a PDF from a change, and from the same', () => {
    const signed = Buffer.concat([bytes, Buffer.from('\n7 0 obj\n<< /Type /Sig >>\nendobj\n')]);
    expect(verifyReport(signed, { stamp, format, input: { audit } })).toBe(
      format === 'pdf' ? 'appended' : 'other_file',
    );
  });

  it('notices another prediction, another computation and another run', () => {
    const isTable = format === 'csv';
    const data = structuredClone(audit);
    const cell = data.tasks[0]?.groupings.at(-1)?.slices[0];
    if (cell?.confusion[0]) cell.confusion[0][0] = (cell.confusion[0][0] ?? 0) + 1;
    expect(verifyReport(bytes, { stamp, format, input: { audit: data } })).toBe(
      isTable ? 'other_file' : 'other_data',
    );
    const numbers = structuredClone(audit);
    const accuracy = numbers.tasks[0]?.overall.metrics['accuracy'];
    if (accuracy) accuracy.low = (accuracy.low ?? 0) - 1e-9;
    expect(verifyReport(bytes, { stamp, format, input: { audit: numbers } })).toBe(
      isTable ? 'other_file' : 'other_numbers',
    );
    if (isTable) return;
    const run = { ...audit.run, id: 'r0other' };
    expect(verifyReport(bytes, { stamp, format, input: { audit: { ...audit, run } } })).toBe('other_run');
  });
});
