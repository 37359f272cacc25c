import { createHash, type Hash } from 'node:crypto';
import { UserError } from '@evenhand/contracts';

/** A file of a repository, and how to know it. */
export interface HubFile {
  /** With `/`; checked to stay inside any folder that it is put in. */
  path: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of a large file's bytes, or Git's own digest (SHA-1) of a small one, in hex. */
  digest: string;
}

const SAFE_PART = /^[^/\\:*?"<>|\p{Cc}]{1,255}$/u;

/** Refuses names that would lead out of the folder, on any system. @throws UserError `unsafe_path` */
export function checkPath(path: string, repo: string): string {
  const parts = path.split('/');
  const isSafe = parts.every((part) => SAFE_PART.test(part) && part !== '.' && part !== '..');
  if (isSafe && path.length <= 1_000) return path;
  throw new UserError({
    code: 'unsafe_path',
    message: `The repository ${repo} has a file called ${JSON.stringify(path.slice(0, 200))}, which may lead out of its folder.`,
    hint: 'Nothing was taken from it.',
  });
}

/** A hash that ends in the file's digest: SHA-256 of its bytes, or SHA-1 as Git makes it. */
export function digestHash({ digest, size }: HubFile): Hash {
  return digest.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
}
