export { type ReportSettings, readStamp, type Stamp } from './file/stamp.js';
export { type Verification, verifyReport } from './file/verify-report.js';
export { type ReportFormat, reportFormats, type WrittenReport, writeReport } from './file/write-report.js';
export type { ImageTreatment, Mistake, ReportImages, ReportInput } from './model/input.js';
export type { Edition } from './model/report.js';
export type { Selection } from './model/selection.js';
