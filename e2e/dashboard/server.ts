import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../apps/runner/bin/evenhand.js', import.meta.url));

export interface Dashboard extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Of the command: what a user would stop. */
  pid: number;
}

/** Starts `evenhand dashboard`: the production build on a free port of the loopback interface. */
export async function startDashboard(workspace: string, ...options: string[]): Promise<Dashboard> {
  const server = spawn(process.execPath, [command, 'dashboard', '--json', ...options], {
    cwd: tmpdir(),
    env: { ...process.env, EVENHAND_WORKSPACE: workspace },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const document = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text);
    });
    server.once('exit', (code) => reject(new Error(`evenhand dashboard ended with ${code}:\n${said}`)));
  });
  const { address, pid } = JSON.parse(document) as { address: string; pid: number };
  return {
    address,
    pid,
    async [Symbol.asyncDispose]() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill();
      await once(server, 'exit');
    },
  };
}
