import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUserError, UserError, writeTrouble } from '@evenhand/contracts';
import { datasetInfo, listFiles, modelInfo } from '@huggingface/hub';
import { download } from './download.js';
import { type HubKind, RepoCache } from './hub-cache.js';
import { checkPath, type HubFile } from './hub-file.js';
import { type HubClient, hubFetch } from './hub-request.js';
import { readHubSettings } from './hub-settings.js';
import type { HubSource } from './hub-source.js';

/** Called as files come: bytes that are there, of all that were asked for. */
export type HubProgress = (done: number, total: number) => void;

/** A repository at one commit. */
export interface HubRepo {
  /** `hf:owner/repo@commit`, for manifests: names the same bytes for ever. */
  pinned: string;
  files: readonly HubFile[];
  /**
   * Makes these files present, with the digests that the hub lists, and returns the folder that they are in. What is
   * in the cache already is verified and not asked for again.
   */
  fetch(paths: readonly string[], onProgress?: HubProgress): Promise<string>;
}

export interface OpenHubRepoOptions extends HubSource {
  kind: HubKind;
  env: Readonly<Record<string, string | undefined>>;
  /** Stops downloading; what is there is kept and continued by the next call. */
  signal: AbortSignal;
}

const COMMIT = /^[0-9a-f]{40}$/;
/** More files than this is not a data set that is published in Parquet, nor a model. */
const MAX_FILES = 100_000;

/**
 * Finds out which commit a revision of a repository is, and which files it has. With `HF_HUB_OFFLINE` both come from
 * the cache, where an earlier call left them.
 *
 * @throws UserError `not_in_cache`, `unsafe_path`, `bad_hub_answer`, `cannot_write`, and those of `hubRequest`
 */
export async function openHubRepo(options: OpenHubRepoOptions): Promise<HubRepo> {
  const settings = await readHubSettings(options.env);
  const client: HubClient = { settings, signal: options.signal };
  const name = `hf:${options.repo}`;
  const cache = new RepoCache(settings, options.kind, options.repo);
  return writing(settings.cache, async () => {
    const commit = settings.offline
      ? await offlineCommit(cache, options)
      : await currentCommit(client, cache, options);
    const files = settings.offline ? await cache.list(commit) : await listed(client, options, commit);
    return {
      pinned: `${name}@${commit}`,
      files,
      fetch: (paths, onProgress = () => {}) =>
        writing(settings.cache, async () => {
          const wanted = paths.map((path) => fileAt(files, path, name));
          await fetchFiles({ client, cache, options, commit }, wanted, onProgress);
          return cache.snapshot(commit);
        }),
    };
  });
}

async function currentCommit(
  client: HubClient,
  cache: RepoCache,
  { kind, repo, revision }: OpenHubRepoOptions,
): Promise<string> {
  const request = {
    name: repo,
    revision,
    additionalFields: ['sha' as const],
    hubUrl: client.settings.endpoint,
    fetch: hubFetch(client, `The ${words(kind)} hf:${repo}@${revision}`),
  };
  const info: Promise<{ sha?: unknown }> = kind === 'model' ? modelInfo(request) : datasetInfo(request);
  const { sha } = await info.catch((error: unknown) => {
    throw badAnswer(error, client.settings.endpoint);
  });
  if (typeof sha !== 'string' || !COMMIT.test(sha)) {
    throw badAnswer(
      new Error(`the commit of ${revision} is ${JSON.stringify(sha)}`),
      client.settings.endpoint,
    );
  }
  if (revision !== sha) await cache.writeRef(revision, sha);
  return sha;
}

async function listed(
  client: HubClient,
  { kind, repo }: OpenHubRepoOptions,
  commit: string,
): Promise<HubFile[]> {
  const { endpoint } = client.settings;
  const files: HubFile[] = [];
  try {
    const entries = listFiles({
      repo: { type: kind, name: repo },
      revision: commit,
      recursive: true,
      hubUrl: endpoint,
      fetch: hubFetch(client, `The list of files of hf:${repo}`),
    });
    for await (const { type, path, size, oid, lfs } of entries) {
      if (type !== 'file') continue;
      const digest = lfs?.oid ?? oid ?? '';
      const bytes = lfs?.size ?? size;
      const isSound =
        /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(digest) && Number.isSafeInteger(bytes) && bytes >= 0;
      if (!isSound || files.length === MAX_FILES)
        throw new Error(`the list has no digest for ${path}, or too many files`);
      files.push({ path: checkPath(path, `hf:${repo}`), size: bytes, digest });
    }
  } catch (error) {
    throw badAnswer(error, endpoint);
  }
  return files;
}

async function offlineCommit(
  cache: RepoCache,
  { kind, repo, revision }: OpenHubRepoOptions,
): Promise<string> {
  const commit = await cache.readRef(revision);
  if (commit !== undefined && (await cache.list(commit)).length > 0) return commit;
  throw new UserError({
    code: 'not_in_cache',
    message: `The ${words(kind)} hf:${repo}@${revision} is not in the cache, and HF_HUB_OFFLINE forbids to ask for it.`,
    hint: 'Unset HF_HUB_OFFLINE and run the command once with a connection.',
  });
}

interface FetchContext {
  client: HubClient;
  cache: RepoCache;
  options: OpenHubRepoOptions;
  commit: string;
}

async function fetchFiles(
  { client, cache, options, commit }: FetchContext,
  files: readonly HubFile[],
  onProgress: HubProgress,
): Promise<void> {
  const { kind, repo } = options;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  for (const file of files) {
    const what = `${file.path} of hf:${repo}`;
    if (!(await cache.has(file))) {
      if (client.settings.offline) throw damagedInCache(what);
      await cache.prepare(commit, file.path);
      const { endpoint } = client.settings;
      const path = file.path.split('/').map(encodeURIComponent).join('/');
      const url = `${endpoint}/${kind === 'dataset' ? 'datasets/' : ''}${repo}/resolve/${commit}/${path}`;
      await download(client, { url, what, file, target: cache.blob(file.digest) }, (bytes) =>
        onProgress(before + bytes, total),
      );
    }
    if (!client.settings.offline) {
      await cache.prepare(commit, file.path);
      await cache.link(commit, file);
    }
    before += file.size;
    onProgress(before, total);
  }
}

function fileAt(files: readonly HubFile[], path: string, name: string): HubFile {
  const file = files.find((entry) => entry.path === path);
  if (file !== undefined) return file;
  throw new UserError({
    code: 'hub_file_not_found',
    message: `${name} has no file ${path}.`,
    hint: `It has ${files.length} files, among them ${files
      .slice(0, 12)
      .map((entry) => entry.path)
      .join(', ')}.`,
  });
}

/** The text of a small file: `config.json`, a card. */
export async function readHubText(repo: HubRepo, path: string): Promise<string> {
  return readFile(join(await repo.fetch([path]), path), 'utf8');
}

function words(kind: HubKind): string {
  return kind === 'model' ? 'model' : 'data set';
}

function damagedInCache(what: string): UserError {
  return new UserError({
    code: 'not_in_cache',
    message: `${what} is missing in the cache or damaged, and HF_HUB_OFFLINE forbids to fetch it.`,
    hint: 'Unset HF_HUB_OFFLINE and run the command again.',
  });
}

/** Trouble that is no answer of an error kind: something else than the hub may sit at the address. */
function badAnswer(error: unknown, endpoint: string): unknown {
  if (isUserError(error) || (error instanceof Error && error.name === 'AbortError')) return error;
  return new UserError({
    code: 'bad_hub_answer',
    message: `${endpoint} does not answer as the hub does: ${error instanceof Error ? error.message : String(error)}.`,
    hint: 'Check HF_ENDPOINT.',
    cause: error,
  });
}

/** Trouble with the cache's folder, as something that the user can mend. */
async function writing<Result>(cache: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const reason = writeTrouble(cause);
    if (reason === undefined) throw cause;
    throw new UserError({
      code: 'cannot_write',
      message: `The cache in ${cache} cannot be written: ${reason}.`,
      hint: 'Make room or the folder writable, or choose another with HF_HUB_CACHE. What has been downloaded is kept.',
      cause,
    });
  }
}
