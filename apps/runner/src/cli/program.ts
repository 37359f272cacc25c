import { Command } from 'commander';
import { version } from '../version.js';
import type { Environment } from './command.js';

type Register = (program: Command, environment: Environment) => void;

/** In the order of the help. Only what a command needs is loaded: a second is saved for those without a model. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  demo: async () => (await import('../commands/demo.js')).registerDemo,
  model: async () => (await import('../commands/model.js')).registerModel,
  dataset: async () => (await import('../commands/dataset.js')).registerDataset,
  predict: async () => (await import('../commands/predict.js')).registerPredict,
  run: async () => (await import('../commands/run.js')).registerRun,
  import: async () => (await import('../commands/import.js')).registerImport,
  runs: async () => (await import('../commands/runs.js')).registerRuns,
  show: async () => (await import('../commands/show.js')).registerShow,
  compare: async () => (await import('../commands/compare.js')).registerCompare,
  predictions: async () => (await import('../commands/predictions.js')).registerPredictions,
  export: async () => (await import('../commands/export.js')).registerExport,
  gate: async () => (await import('../commands/gate.js')).registerGate,
  report: async () => (await import('../commands/report.js')).registerReport,
  dashboard: async () => (await import('../commands/dashboard.js')).registerDashboard,
  delete: async () => (await import('../commands/delete.js')).registerDelete,
  doctor: async () => (await import('../commands/doctor.js')).registerDoctor,
  selftest: async () => (await import('../commands/selftest.js')).registerSelftest,
};

/** The command line; of its commands only the one that the parameters name, all of them where they name none. */
export async function createProgram(
  environment: Environment,
  parameters: readonly string[],
): Promise<Command> {
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
  for (const name of wanted(parameters)) {
    const register = await commands[name]?.();
    register?.(program, environment);
  }
  return program;
}

function wanted(parameters: readonly string[]): string[] {
  const named = parameters.find((parameter) => !parameter.startsWith('-'));
  if (named !== undefined && Object.hasOwn(commands, named)) return [named];
  const isVersion = parameters.length === 1 && ['--version', '-V'].includes(parameters[0] ?? '');
  return isVersion ? [] : Object.keys(commands);
}
