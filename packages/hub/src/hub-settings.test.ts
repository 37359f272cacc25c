import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHubSettings } from './hub-settings.js';

const NO_TOKEN = { HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' };

describe('readHubSettings', () => {
  it('follows the conventions of the hub’s own tools', async () => {
    expect(await readHubSettings(NO_TOKEN)).toEqual({
      endpoint: 'https://huggingface.co',
      token: undefined,
      cache: join(homedir(), '.cache/huggingface/hub'),
      offline: false,
    });
    expect((await readHubSettings({ ...NO_TOKEN, XDG_CACHE_HOME: '/x' })).cache).toBe('/x/huggingface/hub');
    expect((await readHubSettings({ ...NO_TOKEN, XDG_CACHE_HOME: '/x', HF_HOME: '/h' })).cache).toBe(
      '/h/hub',
    );
    expect((await readHubSettings({ ...NO_TOKEN, HF_HOME: '/h', HF_HUB_CACHE: '/c' })).cache).toBe('/c');
    expect((await readHubSettings({ ...NO_TOKEN, HF_HUB_OFFLINE: 'True' })).offline).toBe(true);
    expect((await readHubSettings({ ...NO_TOKEN, HF_ENDPOINT: 'http://hub.local:80/x/' })).endpoint).toBe(
      'http://hub.local/x',
    );
    await expect(readHubSettings({ ...NO_TOKEN, HF_ENDPOINT: 'hub.local' })).rejects.toMatchObject({
      code: 'bad_endpoint',
    });
  });

  it('takes the token from the environment, else from the file that logging in leaves', async () => {
    const home = await mkdtemp(join(tmpdir(), 'evenhand-hub-'));
    try {
      await writeFile(join(home, 'token'), 'stored\n');
      expect((await readHubSettings({ HF_HOME: home })).token).toBe('stored');
      expect((await readHubSettings({ HF_HOME: home, HF_TOKEN: 'given' })).token).toBe('given');
      expect((await readHubSettings({ HF_HOME: home, ...NO_TOKEN })).token).toBeUndefined();
    } finally {
      await rm(home, { recursive: true });
    }
  });
});
