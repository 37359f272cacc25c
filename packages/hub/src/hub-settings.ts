import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';

/** What the environment says, by the conventions that the hub's own tools share. */
export interface HubSettings {
  /** Without a slash at the end. */
  endpoint: string;
  token: string | undefined;
  /** Folder with `models--owner--repo` and `datasets--owner--repo`. */
  cache: string;
  /** Nothing is asked for: what the cache holds must do. */
  offline: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const YES = ['1', 'on', 'yes', 'true'];

/**
 * Reads `HF_ENDPOINT`, `HF_TOKEN` (or the file that `hf auth login` leaves, `HF_TOKEN_PATH`), `HF_HUB_CACHE`,
 * `HF_HOME`, `HF_HUB_OFFLINE` and `HF_HUB_DISABLE_IMPLICIT_TOKEN`.
 *
 * @throws UserError `bad_endpoint`
 */
export async function readHubSettings(env: Environment): Promise<HubSettings> {
  const home = env['HF_HOME'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'huggingface');
  return {
    endpoint: endpointOf(env['HF_ENDPOINT'] || 'https://huggingface.co'),
    token: env['HF_TOKEN'] || env['HUGGING_FACE_HUB_TOKEN'] || (await storedToken(env, home)),
    cache: env['HF_HUB_CACHE'] || env['HUGGINGFACE_HUB_CACHE'] || join(home, 'hub'),
    offline: isYes(env['HF_HUB_OFFLINE']),
  };
}

async function storedToken(env: Environment, home: string): Promise<string | undefined> {
  if (isYes(env['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) return undefined;
  const text = await readFile(env['HF_TOKEN_PATH'] || join(home, 'token'), 'utf8').catch(() => '');
  return text.trim() || undefined;
}

function isYes(value: string | undefined): boolean {
  return YES.includes(value?.toLowerCase() ?? '');
}

function endpointOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href.replace(/\/+$/, '');
  throw new UserError({
    code: 'bad_endpoint',
    message: `HF_ENDPOINT is "${text}", which is no web address.`,
    hint: 'Write it as https://hub.example.org, or leave it out for https://huggingface.co.',
  });
}
