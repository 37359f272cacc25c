import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

describe('who may ask what', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 300, one: true });
    dashboard = await startDashboard(workspace.folder);
  }, 300_000);
  afterAll(async () => {
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

  /** Sends any header, Host too, which fetch does not. */
  function ask(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; type: string; policy: string }> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(dashboard.address + path, { headers }, (response) => {
        response.resume();
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          policy: String(response.headers['content-security-policy'] ?? ''),
        });
      });
      request.on('error', reject);
      request.end();
    });
  }

  test('answers only to its own name and to its own pages', async () => {
    expect((await ask('/runs')).status).toBe(200);
    expect((await ask('/runs', { host: 'evil.example' })).status).toBe(403);
    expect((await ask('/api/runs/latest', { host: 'evil.example:80' })).status).toBe(403);
    expect((await ask('/runs', { origin: 'https://evil.example' })).status).toBe(403);
    const script = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await ask('/api/datasets/portraits/images/0', script)).status).toBe(403);
  });

  test('sends a strict policy with a nonce that is never used twice', async () => {
    const [first, second] = [(await ask('/runs')).policy, (await ask('/runs')).policy];
    expect(first).toMatch(/default-src 'none'/);
    expect(first).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(first).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    expect(first).not.toBe(second);
  });

  test('serves the images of registered samples and no other file', async () => {
    expect(await ask('/api/datasets/portraits/images/0')).toMatchObject({ status: 200, type: 'image/png' });
    for (const path of [
      '/api/datasets/portraits/images/999999',
      '/api/datasets/portraits/images/-1',
      '/api/datasets/portraits/images/0.5',
      '/api/datasets/portraits/images/..%2f..%2fevenhand.db',
      '/api/datasets/..%2f..%2fetc/images/0',
      '/api/datasets/nothing/images/0',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
    // Of a registered sample whose file has become something else, nothing is sent.
    writeFileSync(join(workspace.folder, 'images/portraits/image-0000001.png'), '<script>alert(1)</script>');
    expect((await ask('/api/datasets/portraits/images/1')).status).toBe(404);
  });
});
