import { deleteRun, findRun } from '@evenhand/db';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { withDatabase } from './with-database.js';

export function registerDelete(program: Command, environment: Environment): void {
  handle<[string], object>(
    environment,
    program.command('delete <run>').description('delete a run with its predictions'),
    async (context, _options, ref) => {
      const id = await withDatabase(context, (db) => {
        const run = findRun(db, ref);
        deleteRun(db, run.id);
        return run.id;
      });
      if (context.json) context.printJson({ deleted: id });
      else context.print(`Deleted run ${id}.`);
      return undefined;
    },
  );
}
