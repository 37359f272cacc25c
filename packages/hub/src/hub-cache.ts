import { createReadStream } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { getRepoFolderName } from '@huggingface/hub';
import { digestHash, type HubFile } from './hub-file.js';
import type { HubSettings } from './hub-settings.js';

export type HubKind = 'model' | 'dataset';

/**
 * A repository's folder in the cache that the hub's tools share: `blobs/<digest>`, `snapshots/<commit>/<path>` as links
 * to them, and `refs/<revision>` with the commit.
 */
export class RepoCache {
  readonly #folder: string;

  constructor({ cache }: HubSettings, kind: HubKind, repo: string) {
    this.#folder = join(cache, getRepoFolderName({ type: kind, name: repo }));
  }

  snapshot(commit: string): string {
    return join(this.#folder, 'snapshots', commit);
  }

  blob(digest: string): string {
    return join(this.#folder, 'blobs', digest);
  }

  /** Makes the folders that a file needs. */
  async prepare(commit: string, path: string): Promise<void> {
    await mkdir(dirname(join(this.snapshot(commit), path)), { recursive: true });
    await mkdir(join(this.#folder, 'blobs'), { recursive: true });
  }

  /** Remembers which commit a branch or tag was. */
  async writeRef(revision: string, commit: string): Promise<void> {
    const file = join(this.#folder, 'refs', revision);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, commit);
  }

  /** The commit that a revision was when it was last asked for; undefined where nobody did. */
  async readRef(revision: string): Promise<string | undefined> {
    if (/^[0-9a-f]{40}$/.test(revision)) return revision;
    const text = await readFile(join(this.#folder, 'refs', revision), 'utf8').catch(() => '');
    return /^[0-9a-f]{40}$/.test(text.trim()) ? text.trim() : undefined;
  }

  /** Whether the file is there with its digest; a damaged one is removed. */
  async has(file: HubFile): Promise<boolean> {
    const blob = this.blob(file.digest);
    const info = await stat(blob).catch(() => null);
    if (!info?.isFile()) return false;
    if (info.size === file.size && (await digestOf(blob, file)) === file.digest) return true;
    await rm(blob);
    return false;
  }

  /** Puts a blob under its path in the snapshot. Links where the system has them, else a copy. */
  async link(commit: string, file: HubFile): Promise<void> {
    const path = join(this.snapshot(commit), file.path);
    const blob = this.blob(file.digest);
    await rm(path, { force: true });
    await symlink(relative(dirname(path), blob), path).catch(() => copyFile(blob, path));
  }

  /** The files of a snapshot; their digests are the names of the blobs that they link to. */
  async list(commit: string): Promise<HubFile[]> {
    const root = this.snapshot(commit);
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const files: HubFile[] = [];
    for (const entry of entries) {
      const full = join(entry.parentPath, entry.name);
      const info = await stat(full).catch(() => null);
      if (!info?.isFile()) continue;
      const isLink = (await lstat(full)).isSymbolicLink();
      const digest = isLink ? basename(await readlink(full)) : '';
      files.push({ path: relative(root, full).replaceAll(sep, '/'), size: info.size, digest });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

async function digestOf(path: string, file: HubFile): Promise<string> {
  const hash = digestHash(file);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
