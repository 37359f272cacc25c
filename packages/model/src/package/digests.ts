import { createHash } from 'node:crypto';
import type { ModelManifest, PreprocessSpec } from '@evenhand/contracts';

/** SHA-256 (hex) over all that makes results differ: the files, the input, the tasks and the preprocessing. */
export function packageDigest({ digests, input, tasks, preprocess }: ModelManifest): string {
  return sha256(canonicalJson({ digests, input, tasks, preprocess }));
}

/** SHA-256 (hex) of the preprocessing alone. */
export function preprocessingDigest(preprocess: PreprocessSpec): string {
  return sha256(canonicalJson(preprocess));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted keys, so that the order in which a manifest was written does not count. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
