import { exitCode } from './exit-codes.js';

/**
 * Ctrl-C (or SIGTERM) as a signal, from the first time somebody asks for it; until then it ends the process, as it does
 * without any handler. The second one ends the process in any case.
 */
export function createInterruption(): () => AbortSignal {
  const controller = new AbortController();
  let listening = false;
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    controller.abort();
    process.stderr.write('\nStopping in order; Ctrl-C again stops at once.\n');
  };
  return () => {
    if (!listening) {
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
    }
    listening = true;
    return controller.signal;
  };
}
