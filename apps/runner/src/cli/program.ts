import { Command } from 'commander';
import { registerCompare } from '../commands/compare.js';
import { registerDashboard } from '../commands/dashboard.js';
import { registerDataset } from '../commands/dataset.js';
import { registerDelete } from '../commands/delete.js';
import { registerDemo } from '../commands/demo.js';
import { registerDoctor } from '../commands/doctor.js';
import { registerExport } from '../commands/export.js';
import { registerGate } from '../commands/gate.js';
import { registerImport } from '../commands/import.js';
import { registerModel } from '../commands/model.js';
import { registerPredict } from '../commands/predict.js';
import { registerPredictions } from '../commands/predictions.js';
import { registerReport } from '../commands/report.js';
import { registerRun } from '../commands/run.js';
import { registerRuns } from '../commands/runs.js';
import { registerSelftest } from '../commands/selftest.js';
import { registerShow } from '../commands/show.js';
import { version } from '../version.js';
import type { Environment } from './command.js';

const registrations = [
  registerDemo,
  registerModel,
  registerDataset,
  registerPredict,
  registerRun,
  registerImport,
  registerRuns,
  registerShow,
  registerCompare,
  registerPredictions,
  registerExport,
  registerGate,
  registerReport,
  registerDashboard,
  registerDelete,
  registerDoctor,
  registerSelftest,
];

export function createProgram(environment: Environment): Command {
  const program = new Command('evenhand')
    .description(
      'Fairness audits for image classifiers: how well a model works for every group, and how sure that is.',
    )
    .version(version)
    .showHelpAfterError('(--help shows what this command takes)')
    .configureOutput({
      writeOut: (text) => void environment.streams.stdout.write(text),
      writeErr: (text) => void environment.streams.stderr.write(text),
    })
    .enablePositionalOptions()
    .exitOverride();
  for (const register of registrations) register(program, environment);
  return program;
}
