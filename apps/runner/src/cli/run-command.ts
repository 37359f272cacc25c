import { isUserError } from '@evenhand/contracts';
import type { Streams } from './context.js';
import { type ExitCode, exitCode } from './exit-codes.js';
import { asTyped } from './invocation.js';

/** Raised to end a command that was interrupted after it stored what it had. */
export class Interrupted extends Error {}

/** The one place that turns what happened into an exit code, and an error into words. */
export async function runCommand(
  action: () => Promise<ExitCode>,
  { streams, json }: { streams: Streams; json: boolean },
): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Interrupted) {
      streams.stderr.write(`${asTyped(error.message)}\n`);
      return exitCode.interrupted;
    }
    if (isUserError(error)) {
      const message = asTyped(error.message);
      const hint = error.hint && asTyped(error.hint);
      streams.stderr.write(
        json
          ? `${JSON.stringify({ error: { code: error.code, message, hint } })}\n`
          : `Error: ${message}${hint ? `\n${hint}` : ''}\n`,
      );
      return exitCode.input;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.stderr.write(`This is a fault of Evenhand, please report it:\n${text}\n`);
    return exitCode.fault;
  }
}
