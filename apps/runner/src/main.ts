import { CommanderError } from 'commander';
import type { Environment } from './cli/command.js';
import { type ExitCode, exitCode } from './cli/exit-codes.js';
import { createProgram } from './cli/program.js';

process.exitCode = await main();

async function main(): Promise<ExitCode> {
  let code: ExitCode = exitCode.fine;
  const environment: Environment = {
    streams: { stdout: process.stdout, stderr: process.stderr },
    signal: interruption(),
    onExit: (ended) => {
      code = ended;
    },
  };
  const program = await createProgram(environment, process.argv.slice(2));
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.fine : exitCode.input;
  }
  return code;
}

/** The first Ctrl-C (or SIGTERM) asks the command to stop in order; the second ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    controller.abort();
    process.stderr.write('\nStopping in order; Ctrl-C again stops at once.\n');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // A reader that has seen enough (`| head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.fine);
    throw error;
  });
  return controller.signal;
}
