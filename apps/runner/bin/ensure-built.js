import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clone = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** In a clone, builds the workspace when a source file is newer than what was built. Output goes to stderr. */
export function ensureBuilt() {
  if (!existsSync(join(clone, 'turbo.json'))) return;
  const stale = workspaceFolders().some(
    (folder) => newest(join(folder, 'src')) > modified(join(folder, 'dist', '.tsbuildinfo')),
  );
  if (!stale) return;
  process.stderr.write('Building Evenhand…\n');
  const turbo = join(clone, 'node_modules', '.bin', 'turbo');
  const built = spawnSync(turbo, ['run', 'build', '--filter=evenhand...', '--output-logs=errors-only'], {
    cwd: clone,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
  });
  if (built.status === 0) return;
  process.stderr.write('The build failed; nothing was run. See the messages above.\n');
  process.exit(1);
}

function workspaceFolders() {
  const inside = (folder) => readdirSync(join(clone, folder)).map((name) => join(clone, folder, name));
  return [...inside('packages'), join(clone, 'apps', 'runner'), join(clone, 'datasets')];
}

function newest(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, modified(join(entry.parentPath, entry.name))), 0);
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}
