import { listRuns, type Run } from '@evenhand/db';
import type { Command } from 'commander';
import { addGlobalOptions, type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { asTyped } from '../cli/invocation.js';
import { count } from '../reporters/format.js';
import { table } from '../reporters/table.js';
import { withDatabaseToRead } from './with-database.js';

export function registerRuns(program: Command, environment: Environment): void {
  const runs = addGlobalOptions(program.command('runs')).description(
    'the runs of this workspace, newest first',
  );
  handle(environment, runs.command('list', { isDefault: true }).description('list the runs'), showRuns);
}

async function showRuns(context: Context): Promise<undefined> {
  const runs = await withDatabaseToRead(context, (db) => listRuns(db));
  if (context.json) {
    context.printJson(runs);
  } else if (runs.length === 0) {
    context.print(asTyped('No runs yet. `evenhand run --model N@V --dataset N` makes one.'));
  } else {
    context.print(
      table(
        [
          { title: 'run' },
          { title: 'status' },
          { title: 'model' },
          { title: 'data set' },
          { title: 'device', rank: 3 },
          { title: 'images', align: 'right' },
          { title: 'failed', align: 'right', rank: 4 },
          { title: 'started', rank: 1 },
          { title: 'tags', rank: 2 },
        ],
        runs.map(row),
        context.width,
      ),
    );
  }
  return undefined;
}

function row(run: Run): string[] {
  return [
    run.id,
    run.status,
    `${run.model.name}@${run.model.version}`,
    run.dataset.name,
    run.device,
    `${count(run.counts.ok + run.counts.failed)}/${count(run.total)}`,
    count(run.counts.failed),
    run.startedAt.slice(0, 16).replace('T', ' '),
    Object.entries(run.tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
  ];
}
