import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, listRuns, openDatabase, type Run } from '@evenhand/db';
import { seedOne, seedSmall } from '../../scripts/seed/small.js';

export interface SeededWorkspace extends Disposable {
  folder: string;
  database: string;
  /** Runs by `model@version on data set, status`. */
  runs: ReadonlyMap<string, Run>;
  run(name: string): string;
}

/** A temporary workspace with made-up runs: one finished one of so many images, or runs in every state. */
export function seededWorkspace({ samples = 1500, one = false } = {}): SeededWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-dashboard-'));
  const database = join(folder, 'evenhand.db');
  const db = openDatabase({ file: database });
  if (one) seedOne(db, folder, samples);
  else seedSmall(db, folder, samples);
  const runs = new Map(
    listRuns(db).map((run) => [
      `${run.model.name}@${run.model.version} on ${run.dataset.name}, ${run.status}`,
      run,
    ]),
  );
  closeDatabase(db);
  return {
    folder,
    database,
    runs,
    run(name) {
      const run = runs.get(name);
      if (!run) throw new Error(`no run "${name}" among ${[...runs.keys()].join(' | ')}`);
      return run.id;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
