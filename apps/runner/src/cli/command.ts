import { type Command, Option } from 'commander';
import { resolveWorkspace } from '../workspace.js';
import { type Context, createContext, type Streams } from './context.js';
import { type ExitCode, exitCode } from './exit-codes.js';
import { runCommand } from './run-command.js';

/** What the process gives to the command line: its streams and its interruption. */
export interface Environment {
  streams: Streams;
  /** See {@link Context.interruption}. */
  interruption(): AbortSignal;
  /** Called with the exit code when a command has ended. */
  onExit(code: ExitCode): void;
}

export interface GlobalOptions {
  workspace?: string | undefined;
  json?: boolean | undefined;
  quiet?: boolean | undefined;
  color?: boolean | undefined;
}

/** A command's work; returning nothing means that all went well. */
type Handler<Arguments extends unknown[], Options> = (
  context: Context,
  options: Options,
  ...parameters: Arguments
) => Promise<ExitCode | undefined>;

/** Adds what every command takes and runs its handler with a context. */
export function handle<Arguments extends unknown[], Options>(
  environment: Environment,
  command: Command,
  handler: Handler<Arguments, Options & GlobalOptions>,
): Command {
  return addGlobalOptions(command).action(async (...parameters: unknown[]) => {
    parameters.pop();
    const options = { ...(parameters.pop() as Options), ...globalOptions(command) };
    const { streams } = environment;
    const context = createContext({
      ...options,
      workspace: resolveWorkspace(options.workspace),
      streams,
      interruption: environment.interruption,
    });
    const code = await runCommand(
      async () => (await handler(context, options, ...(parameters as Arguments))) ?? exitCode.fine,
      { streams, json: context.json },
    );
    environment.onExit(code);
  });
}

/** What every command takes, before its name as well as after it. */
export function addGlobalOptions(command: Command): Command {
  return command
    .addOption(new Option('--workspace <dir>', 'where Evenhand keeps its data').env('EVENHAND_WORKSPACE'))
    .option('--json', 'print one JSON document on stdout, everything else on stderr')
    .option('--quiet', 'no progress and no remarks')
    .option('--no-color', 'plain text');
}

/** The last word on the command line counts: that of the command before that of the program. */
function globalOptions(command: Command): GlobalOptions {
  const line = [command];
  for (let above = command.parent; above !== null; above = above.parent) line.push(above);
  const said = (name: keyof GlobalOptions): unknown =>
    line.find((at) => at.getOptionValueSource(name) === 'cli')?.getOptionValue(name);
  return {
    workspace: said('workspace') as string | undefined,
    json: said('json') as boolean | undefined,
    quiet: said('quiet') as boolean | undefined,
    color: said('color') as boolean | undefined,
  };
}
