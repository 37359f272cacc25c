import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { portNumber } from '../cli/options.js';
import { serveDashboard } from '../dashboard/serve-dashboard.js';

interface Options {
  port?: number;
  host: string;
}

export function registerDashboard(program: Command, environment: Environment): void {
  handle<[], Options>(
    environment,
    program
      .command('dashboard')
      .description('runs, groups, mistakes and images in the browser, until Ctrl-C; prints the address')
      .option('--port <port>', 'where it listens; a free one where left out', portNumber)
      .option('--host <address>', 'of this machine itself, nothing else', '127.0.0.1'),
    async (context, { host, port }) => {
      await serveDashboard(context, { host, port });
      return undefined;
    },
  );
}
