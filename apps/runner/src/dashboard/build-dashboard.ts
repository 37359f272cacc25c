import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '@evenhand/contracts';
import { modified, newest } from '../../bin/modified.js';
import { Interrupted } from '../cli/run-command.js';

const clone = fileURLToPath(new URL('../../../../', import.meta.url));
/** The dashboard's own package; nothing of it is imported here. */
export const webFolder = join(clone, 'apps', 'web');
const buildId = join(webFolder, '.next', 'BUILD_ID');

export interface BuildOptions {
  /** Told before a build begins. */
  onBuild: () => void;
  signal: AbortSignal;
}

/**
 * Makes the dashboard's production build where there is none, or where a source file is newer.
 *
 * @throws UserError `no_dashboard`, `build_failed` (the build's own messages are on stderr)
 */
export async function buildDashboard({ onBuild, signal }: BuildOptions): Promise<void> {
  if (!existsSync(join(webFolder, 'package.json'))) {
    throw new UserError({
      code: 'no_dashboard',
      message: `The dashboard is not part of this installation: there is no ${webFolder}.`,
      hint: 'Run the command from a clone of the project: pnpm evenhand dashboard.',
    });
  }
  if (newestSource() <= modified(buildId)) return;
  onBuild();
  const build = spawn(
    join(clone, 'node_modules', '.bin', 'turbo'),
    ['run', 'build', '--filter=@evenhand/web...', '--output-logs=errors-only'],
    {
      cwd: clone,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 2, 2],
    },
  );
  const stop = (): void => void build.kill();
  signal.addEventListener('abort', stop, { once: true });
  const code = await once(build, 'exit').then(
    ([status]) => status as number | null,
    (error: Error) => error.message,
  );
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw new Interrupted('The dashboard was not built to the end; nothing was started.');
  if (code === 0) {
    // What Turborepo finds in its cache keeps its old time.
    utimesSync(buildId, new Date(), new Date());
    return;
  }
  throw new UserError({
    code: 'build_failed',
    message: `The dashboard could not be built (${code}); the messages above say why.`,
    hint: 'In the clone: pnpm install, then pnpm build.',
  });
}

/** When the newest file that goes into the build was changed, in milliseconds. */
function newestSource(): number {
  const packages = readdirSync(join(clone, 'packages')).map((name) => join(clone, 'packages', name, 'src'));
  const files = ['package.json', 'next.config.ts'].map((name) => join(webFolder, name));
  return Math.max(...files.map(modified), ...[join(webFolder, 'src'), ...packages].map(newest));
}
