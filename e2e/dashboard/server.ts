import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../apps/web', import.meta.url));

export interface Dashboard extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  address: string;
}

/** Starts the production build on a free port of the loopback interface. */
export async function startDashboard(workspace: string): Promise<Dashboard> {
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [
      join(web, 'node_modules/next/dist/bin/next'),
      'start',
      '--hostname',
      '127.0.0.1',
      '--port',
      String(port),
    ],
    {
      cwd: web,
      env: { ...process.env, EVENHAND_WORKSPACE: workspace, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  server.stdout.on('data', (data) => {
    output += data;
  });
  server.stderr.on('data', (data) => {
    output += data;
  });
  const address = `http://127.0.0.1:${port}`;
  await untilReady(server, address, () => output);
  return {
    address,
    async [Symbol.asyncDispose]() {
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, 'exit');
    },
  };
}

async function untilReady(server: ChildProcess, address: string, output: () => string): Promise<void> {
  for (;;) {
    if (server.exitCode !== null)
      throw new Error(`the dashboard ended with ${server.exitCode}:\n${output()}`);
    try {
      await fetch(`${address}/icon.svg`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
