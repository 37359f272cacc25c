import { existsSync } from 'node:fs';
import { closeDatabase, type Db, listDatasets, listModels, listRuns, openDatabase } from '@evenhand/db';
import { count } from '../reporters/format.js';
import { resolveWorkspace } from '../workspace.js';
import type { Candidate, KnownNames } from './complete-words.js';

/** Runs that are offered: somebody who looks for an older one knows its id. */
const newestRuns = 50;

/** The names in a workspace. One that cannot be read has none: while somebody types nothing may be said. */
export function knownNames(workspace: string | undefined): KnownNames {
  const { database } = resolveWorkspace(workspace);
  const read = (list: (db: Db) => Candidate[]): Candidate[] => {
    if (!existsSync(database)) return [];
    try {
      const db = openDatabase({ file: database, readonly: true });
      try {
        return list(db);
      } finally {
        closeDatabase(db);
      }
    } catch {
      return [];
    }
  };
  return {
    runs: () => read(runs),
    models: () =>
      read((db) =>
        listModels(db).map(({ name, version, manifest }) => ({
          value: `${name}@${version}`,
          description: manifest.title ?? manifest.tasks.map((task) => task.name).join(', '),
        })),
      ),
    datasets: () =>
      read((db) =>
        listDatasets(db).map(({ name, samples }) => ({
          value: name,
          description: `${count(samples)} images`,
        })),
      ),
  };
}

function runs(db: Db): Candidate[] {
  const found = listRuns(db)
    .slice(0, newestRuns)
    .map(({ id, model, dataset, status }) => ({
      value: id,
      description: `${model.name}@${model.version} on ${dataset.name}, ${status}`,
    }));
  const [newest, previous] = found;
  return [
    ...(newest ? [{ value: 'latest', description: newest.description }] : []),
    ...(previous ? [{ value: 'latest~1', description: previous.description }] : []),
    ...found,
  ];
}
