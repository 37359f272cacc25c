import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { copyOfDemo } from './shared-demo.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'apps/runner/bin/evenhand.js');

/** Real photographs and checkpoints that developers share; never part of the project. Tests skip where it is absent. */
export const sharedFolder = resolve(root, '../shared/real');

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A temporary folder with a workspace in it, and the `evenhand` command run on that workspace. */
export interface Bench {
  folder: string;
  workspace: string;
  run(parameters: string[], options?: RunOptions): Promise<Outcome>;
  /** Runs with `--json` and parses the document; fails unless the exit code is 0. */
  json<Result>(...parameters: string[]): Promise<Result>;
  remove(): Promise<void>;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** Called with what has come on stderr so far; may send a signal. */
  onStderr?: OnOutput;
  /** The same for stdout. */
  onStdout?: OnOutput;
}

type OnOutput = (text: string, kill: (signal: NodeJS.Signals) => void) => unknown;

export async function createBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-e2e-'));
  const workspace = join(folder, 'workspace');
  const run = (parameters: string[], options: RunOptions = {}): Promise<Outcome> =>
    evenhand(parameters, { ...options, env: { EVENHAND_WORKSPACE: workspace, ...options.env } });
  return {
    folder,
    workspace,
    run,
    async json<Result>(...parameters: string[]) {
      const outcome = await run([...parameters, '--json']);
      if (outcome.code !== 0)
        throw new Error(`evenhand ${parameters.join(' ')} ended with ${outcome.code}\n${outcome.stderr}`);
      return JSON.parse(outcome.stdout) as Result;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A bench whose workspace holds the demo: both versions of its model, audited. */
export async function createDemoBench(): Promise<Bench> {
  const bench = await createBench();
  await copyOfDemo(inject('demoFolder'), bench.workspace, async (workspace) => {
    const made = await bench.run(['demo', '--no-open'], { env: { EVENHAND_WORKSPACE: workspace } });
    if (made.code !== 0) throw new Error(`evenhand demo ended with ${made.code}\n${made.stderr}`);
  });
  return bench;
}

function evenhand(parameters: string[], { env, onStderr, onStdout }: RunOptions): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [command, ...parameters], {
      cwd: tmpdir(),
      // Not as if called through pnpm, whatever started the tests: commands in messages are then written so.
      env: { ...process.env, npm_config_user_agent: undefined, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let signalled = false;
    // One signal only: a second Ctrl-C means something else.
    const kill = (signal: NodeJS.Signals): void => {
      if (!signalled) child.kill(signal);
      signalled = true;
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      Promise.resolve(onStdout?.(stdout, kill)).catch(fail);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      Promise.resolve(onStderr?.(stderr, kill)).catch(fail);
    });
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
}
