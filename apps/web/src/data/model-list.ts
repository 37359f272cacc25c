import { listModels } from '@evenhand/db';
import { allRuns } from './all-runs';
import { database } from './database';

export interface ModelListItem {
  name: string;
  /** Versions, the newest first. */
  versions: string[];
  tasks: string[];
  runs: number;
  /** When the newest version came, or ran first where it is not registered. ISO 8601. */
  latest: string;
  registered: boolean;
}

/** Every model that is registered or has run. */
export function modelList(): ModelListItem[] {
  const db = database();
  const items = new Map<string, ModelListItem>();
  const item = (name: string): ModelListItem => {
    const known = items.get(name);
    if (known) return known;
    const made = { name, versions: [], tasks: [], runs: 0, latest: '', registered: false };
    items.set(name, made);
    return made;
  };
  for (const { name, version, manifest, addedAt } of listModels(db)) {
    const model = item(name);
    model.registered = true;
    model.versions.unshift(version);
    model.tasks = manifest.tasks.map((task) => task.name);
    if (addedAt > model.latest) model.latest = addedAt;
  }
  for (const run of allRuns()) {
    const model = item(run.model.name);
    model.runs += 1;
    if (!model.versions.includes(run.model.version)) model.versions.push(run.model.version);
    if (model.tasks.length === 0) model.tasks = run.tasks.map((task) => task.name);
    if (!model.registered && run.startedAt > model.latest) model.latest = run.startedAt;
  }
  return [...items.values()].sort((a, b) => a.name.localeCompare(b.name));
}
