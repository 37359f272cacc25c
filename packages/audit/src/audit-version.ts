import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Beside `src` and `dist` alike. */
const packages = join(/* turbopackIgnore: true */ dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Written into the command when it is bundled: what went into it. */
declare const BUNDLED_AUDIT_VERSION: string | undefined;

let known = typeof BUNDLED_AUDIT_VERSION === 'string' ? BUNDLED_AUDIT_VERSION : undefined;

/**
 * Names the code that makes an audit document and its words: a digest of all of it. What is stored under another name
 * was made by other code, be it another version or the same one changed, and is not read.
 */
export function auditVersion(): string {
  known ??= digest(['contracts', 'metrics', 'report', 'audit'].map((name) => join(packages, name, 'dist')));
  return known;
}

function digest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = readdirSync(/* turbopackIgnore: true */ folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter(isCode).sort()) {
      hash.update(`${name}\n`).update(readFileSync(/* turbopackIgnore: true */ join(folder, name)));
    }
  }
  return hash.digest('hex');
}

function isCode(name: string): boolean {
  return name.endsWith('.js') && !name.endsWith('.test.js');
}
