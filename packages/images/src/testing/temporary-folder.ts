import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder, removed by `using`. */
export function temporaryFolder(): Disposable & { at(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-images-'));
  return {
    at: (name) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
