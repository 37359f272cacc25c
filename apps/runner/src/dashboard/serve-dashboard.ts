import { once } from 'node:events';
import type { Context } from '../cli/context.js';
import { Interrupted } from '../cli/run-command.js';
import { withDatabaseToRead } from '../commands/with-database.js';
import { freeAddress } from './address.js';
import { buildDashboard } from './build-dashboard.js';
import { startServer } from './start-server.js';

export interface DashboardOptions {
  host?: string | undefined;
  port?: number | undefined;
}

/**
 * Serves the workspace's dashboard until the process is told to end, which is how it ends well. Its address is the
 * result, on stdout; it opens no browser.
 *
 * @throws UserError those of the database, of `freeAddress`, `buildDashboard` and `startServer`
 */
export async function serveDashboard(
  context: Context,
  { host = '127.0.0.1', port }: DashboardOptions = {},
): Promise<void> {
  const { workspace } = context;
  const signal = context.interruption();
  // The server opens it to read only: an older database is brought up to date here, a newer one refused.
  await withDatabaseToRead(context, () => undefined);
  const address = await freeAddress(host, port);
  await buildDashboard({
    onBuild: () => context.note('Building the dashboard; this takes a minute, once.'),
    signal,
  });
  const server = await startServer({
    address,
    workspace: workspace.dir,
    onOutput: (text) => void context.stderr.write(text),
    signal,
  });
  try {
    if (signal.aborted) throw new Interrupted('The dashboard was stopped before it answered.');
    if (context.json) context.printJson({ address: server.address, pid: process.pid });
    else context.print(`Dashboard: ${server.address}`);
    context.note('Ctrl-C ends it.');
    const said = await Promise.race([server.failed, once(signal, 'abort').then(() => undefined)]);
    if (said !== undefined) throw new Error(`the dashboard's server ended by itself:\n${said}`);
  } finally {
    await server.stop();
  }
}
