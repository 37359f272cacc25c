import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { loadManifest } from './load-model-package.js';

export interface FileDifference {
  file: string;
  problem: 'missing' | 'changed';
}

/**
 * Reads every file of the package again; empty where all are as imported.
 *
 * @throws UserError `package_not_found`, `bad_package` where the manifest itself cannot be read
 */
export async function verifyModelPackage(dir: string): Promise<FileDifference[]> {
  const differences: FileDifference[] = [];
  for (const [file, expected] of Object.entries((await loadManifest(dir)).digests)) {
    const path = join(dir, file);
    const exists = await stat(path).then(
      (info) => info.isFile(),
      () => false,
    );
    if (!exists) differences.push({ file, problem: 'missing' });
    else if ((await hashFile(path)) !== expected) differences.push({ file, problem: 'changed' });
  }
  return differences;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
