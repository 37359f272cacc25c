import { type Argument, Command } from 'commander';
import { version } from '../version.js';
import { addGlobalOptions, type Environment } from './command.js';
import { usageError } from './usage-error.js';

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
  completions: async () => (await import('../commands/completions.js')).registerCompletions,
};

/** The command line; of its commands only the one that the parameters name, all of them where they name none. */
export async function createProgram(
  environment: Environment,
  parameters: readonly string[],
): Promise<Command> {
  const { stdout, stderr } = environment.streams;
  const json = parameters.includes('--json');
  const program = new Command('evenhand')
    .description(
      'Fairness audits for image classifiers: how well a model works for every group, and how sure that is.',
    )
    .version(version)
    .showHelpAfterError(!json && '(--help shows what this command takes)')
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(json ? usageError(text) : text),
    })
    .configureHelp({
      // Nearly every command has options; saying so takes the room that the descriptions need.
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
    })
    .enablePositionalOptions()
    .exitOverride();
  addGlobalOptions(program);
  for (const name of wanted(parameters)) {
    const register = await commands[name]?.();
    register?.(program, environment);
  }
  return program;
}

function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function wanted(parameters: readonly string[]): string[] {
  const named = parameters.find(
    (parameter, index) => !parameter.startsWith('-') && parameters[index - 1] !== '--workspace',
  );
  if (named !== undefined && Object.hasOwn(commands, named)) return [named];
  const isVersion = parameters.length === 1 && ['--version', '-V'].includes(parameters[0] ?? '');
  return isVersion ? [] : Object.keys(commands);
}
