import type { Run } from '@evenhand/db';
import { type CsvCell, csvTable, groupName } from '@evenhand/report';

/** Runs as CSV, with every number in full: one line per run and task, one line for a run that has no result yet. */
export function runsCsv(runs: readonly Run[]): string {
  return csvTable(
    [
      'run',
      'model',
      'version',
      'data set',
      'device',
      'state',
      'started',
      'images',
      'task',
      'accuracy',
      'low',
      'high',
      'attribute',
      'worst group',
      'best group',
      'widest gap',
      'gap low',
      'gap high',
      'verdict',
    ],
    runs.flatMap((run) => {
      const { id, model, dataset, device, status, startedAt, counts, headlines } = run;
      const own = [id, model.name, model.version, dataset.name, device, status, startedAt, counts.ok];
      if (headlines.length === 0) return [[...own, ...Array<CsvCell>(11).fill(null)]];
      return headlines.map(({ task, accuracy, gap }) => [
        ...own,
        task,
        accuracy.value,
        accuracy.low,
        accuracy.high,
        gap?.by ?? null,
        gap && groupName(gap.worst.group),
        gap && groupName(gap.best.group),
        gap?.gap.value ?? null,
        gap?.gap.low ?? null,
        gap?.gap.high ?? null,
        gap?.verdict ?? null,
      ]);
    }),
  );
}
