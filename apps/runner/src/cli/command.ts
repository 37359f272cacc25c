import { type Command, Option } from 'commander';
import { resolveWorkspace } from '../workspace.js';
import { type Context, createContext, type Streams } from './context.js';
import { type ExitCode, exitCode } from './exit-codes.js';
import { runCommand } from './run-command.js';

/** What the process gives to the command line: its streams and its interruption. */
export interface Environment {
  streams: Streams;
  /** Aborted at the first Ctrl-C. */
  signal: AbortSignal;
  /** Called with the exit code when a command has ended. */
  onExit(code: ExitCode): void;
}

export interface GlobalOptions {
  workspace?: string;
  json?: boolean;
  quiet?: boolean;
  color?: boolean;
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
  return command
    .addOption(new Option('--workspace <dir>', 'where Evenhand keeps its data').env('EVENHAND_WORKSPACE'))
    .option('--json', 'print one JSON document on stdout, everything else on stderr')
    .option('--quiet', 'no progress and no remarks')
    .option('--no-color', 'plain text')
    .action(async (...parameters: unknown[]) => {
      parameters.pop();
      const options = parameters.pop() as Options & GlobalOptions;
      const { streams, signal } = environment;
      const context = createContext({
        workspace: resolveWorkspace(options.workspace),
        json: options.json,
        quiet: options.quiet,
        color: options.color,
        streams,
        signal,
      });
      const code = await runCommand(
        async () => (await handler(context, options, ...(parameters as Arguments))) ?? exitCode.fine,
        { streams, json: context.json },
      );
      environment.onExit(code);
    });
}
