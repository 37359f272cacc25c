export { buildReport } from './model/build-report.js';
export type { ReportInput, ReportOptions } from './model/input.js';
export type { Edition, Provenance, Report } from './model/report.js';
export { type PdfOptions, writePdf } from './pdf/write-pdf.js';
