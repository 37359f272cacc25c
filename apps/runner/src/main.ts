import { CommanderError } from 'commander';
import type { Environment } from './cli/command.js';
import { type ExitCode, exitCode } from './cli/exit-codes.js';
import { createInterruption } from './cli/interruption.js';
import { createProgram } from './cli/program.js';

process.exitCode = await main();

async function main(): Promise<ExitCode> {
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has seen enough (`| head`) is no fault.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCode.fine);
      throw error;
    });
  }
  let code: ExitCode = exitCode.fine;
  const environment: Environment = {
    streams: { stdout: process.stdout, stderr: process.stderr },
    interruption: createInterruption(),
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
