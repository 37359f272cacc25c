import { once } from 'node:events';
import { cp, mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, createBench } from '../cli.js';
import { startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

describe('evenhand dashboard', () => {
  let workspace: SeededWorkspace;
  let bench: Bench;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 300, one: true });
    bench = await createBench();
  }, 300_000);
  afterAll(async () => {
    workspace?.[Symbol.dispose]();
    await bench?.remove();
  });

  const run = (...parameters: string[]) =>
    bench.run(['dashboard', ...parameters], { env: { EVENHAND_WORKSPACE: workspace.folder } });

  test('starts, answers to its own name alone, and ends without a trace', async () => {
    let address = '';
    const outcome = await bench.run(['dashboard', '--json'], {
      env: { EVENHAND_WORKSPACE: workspace.folder },
      onStdout: async (text, kill) => {
        if (address !== '' || !text.includes('\n')) return;
        ({ address } = JSON.parse(text) as { address: string });
        try {
          expect(new URL(address).hostname).toBe('127.0.0.1');
          expect(await status(`${address}/runs`)).toBe(200);
          expect(await status(`${address}/runs`, 'evil.example')).toBe(403);
        } finally {
          kill('SIGTERM');
        }
      },
    });
    expect(outcome).toMatchObject({ code: 0, signal: null });
    expect(JSON.parse(outcome.stdout)).toEqual({ address, pid: expect.any(Number) });
    // The port is free again.
    const port = Number(new URL(address).port);
    await close(await listen(port));
  });

  test('leaves no server behind where it is killed', async () => {
    await using dashboard = await startDashboard(workspace.folder);
    process.kill(dashboard.pid, 'SIGKILL');
    await expect.poll(() => status(`${dashboard.address}/runs`), { timeout: 30_000 }).toBe(0);
  });

  test('listens where it is told, on this machine only', async () => {
    const probe = await listen(0);
    const port = portOf(probe);
    const taken = await run('--port', String(port));
    expect(taken).toMatchObject({ code: 2, stdout: '' });
    expect(taken.stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
    await close(probe);

    await using dashboard = await startDashboard(
      workspace.folder,
      '--port',
      String(port),
      '--host',
      'localhost',
    );
    expect(dashboard.address).toBe(`http://localhost:${port}`);
    expect(await status(`${dashboard.address}/runs`)).toBe(200);

    for (const host of ['0.0.0.0', '::', 'example.org']) {
      const refused = await run('--host', host);
      expect(refused.code, host).toBe(2);
      expect(refused.stderr).toContain(`does not listen on ${host}`);
    }
    for (const bad of ['0', '70000', 'http']) expect((await run('--port', bad)).code, bad).toBe(2);
  });

  test('says what is wrong with the workspace', async () => {
    const missing = await bench.run(['dashboard']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('There is no workspace');

    const newer = join(bench.folder, 'newer');
    await mkdir(newer);
    await cp(workspace.database, join(newer, 'evenhand.db'));
    const database = new Database(join(newer, 'evenhand.db'));
    database
      .prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('of the future', 9e15)")
      .run();
    database.close();
    const refused = await bench.run(['dashboard', '--workspace', newer]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('newer Evenhand');
  });
});

/** The answer's status; 0 where nobody answers. */
function status(address: string, host?: string): Promise<number> {
  return new Promise((resolve) => {
    request(address, { headers: host === undefined ? {} : { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', () => resolve(0))
      .end();
  });
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
