import { assessment } from './assessment.js';
import { auditFromDatabase } from './audit-document.js';
import type { Benchmark } from './benchmark.js';
import { coverage } from './coverage.js';
import { dashboard } from './dashboard.js';
import { importSpeed } from './import-speed.js';
import { predictionImport } from './prediction-import.js';
import { reports } from './report.js';
import { storage } from './storage.js';
import { tabulation } from './tabulation.js';
import { throughput } from './throughput.js';

export const benchmarks: Record<string, Benchmark> = {
  throughput,
  import: importSpeed,
  predictions: predictionImport,
  storage,
  tabulation,
  assessment,
  audit: auditFromDatabase,
  report: reports,
  dashboard,
  coverage,
};
