import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import type { Address } from './address.js';
import { webFolder } from './build-dashboard.js';

export interface DashboardServer {
  address: string;
  /** Resolves when the server ends by itself, with what it said last; never after `stop`. */
  failed: Promise<string>;
  /** Resolves when the process is gone and its port is free. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  address: Address;
  /** Absolute path of the workspace. */
  workspace: string;
  /** What the server says once it answers: faults of pages, mostly. */
  onOutput: (text: string) => void;
  signal: AbortSignal;
}

/** How long the first answer may take, in milliseconds: a busy machine needs a while. */
const PATIENCE = 120_000;
/**
 * Pages are made in bursts of short-lived objects, between which the heap would be tidied, compiled code be thrown away
 * and made again: that costs more than the pages. Some hundred megabytes spare it. In megabytes.
 */
const HEAP = [
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
  '--initial-old-space-size=256',
  '--no-flush-bytecode',
];
/** Threads that compile and tidy beside the one that answers: as many as find a processor, four at most as in Node. */
const helpers = Math.max(1, Math.min(4, availableParallelism() - 1));
/** How much of what the server says is kept for a message, in characters. */
const KEPT = 4000;

/**
 * Starts `next start` on the production build as a process of its own and waits until it answers. (Not Next's
 * "standalone" output: that copies what it can trace, and migrations, fonts and Typst sources are found at run time.)
 *
 * @throws UserError `port_in_use`: taken since it was found free
 */
export async function startServer(options: ServerOptions): Promise<DashboardServer> {
  const { address, workspace, onOutput, signal } = options;
  const next = createRequire(join(webFolder, 'package.json')).resolve('next/dist/bin/next');
  const server = spawn(
    process.execPath,
    [
      ...HEAP,
      `--v8-pool-size=${helpers}`,
      '--import',
      new URL('./end-with-parent.js', import.meta.url).href,
      next,
      'start',
      '--hostname',
      address.host,
      '--port',
      String(address.port),
    ],
    {
      cwd: webFolder,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        EVENHAND_WORKSPACE: workspace,
        EVENHAND_ALLOWED_HOSTS: address.host,
        NEXT_TELEMETRY_DISABLED: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let isReady = false;
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT);
      if (isReady) onOutput(text);
    });
  }
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    if (hasEnded(server)) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  try {
    await untilItAnswers(server, { address, signal, said: () => said });
  } catch (error) {
    await stop();
    throw error;
  }
  isReady = true;
  const failed = new Promise<string>((resolve) => {
    server.once('exit', () => {
      if (!isStopping) resolve(said);
    });
  });
  return { address: address.url, failed, stop };
}

async function untilItAnswers(
  server: ChildProcess,
  { address, signal, said }: { address: Address; signal: AbortSignal; said: () => string },
): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!signal.aborted) {
    if (hasEnded(server)) {
      if (said().includes('EADDRINUSE')) {
        throw new UserError({
          code: 'port_in_use',
          message: `Port ${address.port} of ${address.host} was taken by another program just now.`,
          hint: 'Try again, or give another --port.',
        });
      }
      throw new Error(`the dashboard's server ended before it answered:\n${said()}`);
    }
    if (performance.now() > end)
      throw new Error(`the dashboard's server does not answer at ${address.url}:\n${said()}`);
    const answer = await fetch(`${address.url}/icon.svg`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
