import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modified, newest } from './modified.js';

const clone = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
/** What a build writes last. */
const bundle = join(clone, 'apps', 'runner', 'dist', 'bundle', 'main.js');

/** In a clone, builds the workspace when a source file is newer than what was built. Output goes to stderr. */
export function ensureBuilt() {
  if (!existsSync(join(clone, 'turbo.json'))) return;
  if (Math.max(...workspaceFolders().map((folder) => newest(join(folder, 'src')))) <= modified(bundle))
    return;
  process.stderr.write('Building Evenhand…\n');
  const turbo = join(clone, 'node_modules', '.bin', 'turbo');
  const build = spawnSync(turbo, ['run', 'build', '--filter=evenhand...', '--output-logs=errors-only'], {
    cwd: clone,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
  });
  if (build.status === 0) {
    // What Turborepo finds in its cache keeps its old time.
    const now = new Date();
    utimesSync(bundle, now, now);
    return;
  }
  process.stderr.write(
    'The build failed; nothing was run. See the messages above, and build by hand: pnpm run build, or npx -y pnpm@12 run build.\n',
  );
  process.exit(1);
}

function workspaceFolders() {
  const inside = (folder) => readdirSync(join(clone, folder)).map((name) => join(clone, folder, name));
  return [...inside('packages'), join(clone, 'apps', 'runner'), join(clone, 'datasets')];
}
