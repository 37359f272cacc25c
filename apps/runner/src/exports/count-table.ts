import { loadRun } from '@evenhand/audit';
import type { Db } from '@evenhand/db';
import { countRows } from '@evenhand/metrics';
import { type ColumnTable, freeName } from './column-table.js';

/**
 * A run's counts, from which every number of its audit that needs no probabilities can be computed: images by task,
 * group (a column for each attribute), true and predicted label.
 */
export function countTable(db: Db, id: string, task: string | undefined): ColumnTable {
  const { run, shape, tables } = loadRun(db, id);
  const attributes = shape.attributes.map(({ name }) => name);
  const own = ['task', 'true', 'predicted', 'images'];
  const groups = attributes.map((): (string | null)[] => []);
  const [tasks, truths, predicted]: [string[], string[], string[]] = [[], [], []];
  const images: number[] = [];
  for (const [index, { name }] of run.tasks.entries()) {
    const table = tables.counts[index];
    if (!table || (task !== undefined && name !== task)) continue;
    for (const row of countRows(table)) {
      tasks.push(name);
      truths.push(row.truth);
      predicted.push(row.predicted);
      images.push(row.n);
      for (const [place, attribute] of attributes.entries())
        groups[place]?.push(row.group[attribute] ?? null);
    }
  }
  return {
    names: ['task', ...attributes.map((name) => freeName(name, own)), 'true', 'predicted', 'images'],
    rows: images.length,
    columns: [
      { type: 'STRING', data: tasks },
      ...groups.map((data) => ({ type: 'STRING' as const, data })),
      { type: 'STRING', data: truths },
      { type: 'STRING', data: predicted },
      { type: 'INT64', data: images },
    ],
  };
}
