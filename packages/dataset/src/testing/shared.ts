import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Path of real input beside the checkout, or null where it is not there and the test is to be skipped. */
export function sharedFile(path: string): string | null {
  const file = fileURLToPath(new URL(`../../../../../shared/${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}
