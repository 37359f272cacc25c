import { readFileSync } from 'node:fs';
import { buildReport } from '../model/build-report.js';
import type { ReportInput } from '../model/input.js';
import { provenanceOf } from '../model/provenance.js';
import type { Provenance } from '../model/report.js';
import { writePdf } from '../pdf/write-pdf.js';
import { auditCsv } from '../render/csv.js';
import { reportHtml } from '../render/html.js';
import { reportJson } from '../render/json.js';
import { reportMarkdown } from '../render/markdown.js';
import { type ReportSettings, stampOf, stampText } from './stamp.js';

export const reportFormats = ['pdf', 'html', 'md', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export interface WrittenReport {
  bytes: Buffer;
  provenance: Provenance;
}

/** A report in one format. The same input, format and settings always give the same bytes. */
export function writeReport(
  input: ReportInput,
  format: ReportFormat,
  settings: ReportSettings,
): WrittenReport {
  if (format === 'csv') return { bytes: Buffer.from(auditCsv(input.audit)), provenance: provenanceOf(input) };
  const report = buildReport(input, settings);
  const { provenance } = report;
  const { version } = manifest;
  const producer = `Evenhand ${version}`;
  const images = input.images?.treatment ?? 'none';
  const stamp = stampText(stampOf(provenance, { ...settings, images, version }));
  switch (format) {
    case 'pdf':
      return { bytes: writePdf(report, { ...settings, producer, stamp }), provenance };
    case 'html':
      return { bytes: Buffer.from(reportHtml(report, { producer, stamp })), provenance };
    case 'md':
      return { bytes: Buffer.from(reportMarkdown(report, { stamp })), provenance };
    case 'json':
      return { bytes: Buffer.from(reportJson(report, { producer, stamp })), provenance };
  }
}
