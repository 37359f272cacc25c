import {
  auditTables,
  type PredictedRow,
  type RunShape,
  type RunTables,
  tabulateRows,
} from '@evenhand/metrics';
import { type Figure, median } from './benchmark.js';

const images = 10_954;
/** Different tables: nothing that one assessment remembers helps the next. */
const tables = 6;
const rounds = 18;
/** FairFace's shape: three attributes that are also the tasks, 239 slices in all groupings. */
const classes = { age: 9, gender: 2, race: 7 };
/** Share of right answers per task, about the reference model's. */
const accuracy = [0.59, 0.96, 0.73];

const shape: RunShape = {
  attributes: Object.entries(classes).map(([name, size]) => ({ name, labels: labelsOf(name, size) })),
  tasks: Object.entries(classes).map(([name, size]) => ({
    name,
    kind: name === 'age' ? 'ordinal' : 'nominal',
    labels: labelsOf(name, size),
    attribute: name,
  })),
};

const run: Parameters<typeof auditTables>[0] = {
  id: 'bench',
  status: 'finished',
  model: { name: 'bench', version: '1', digest: 'bench' },
  dataset: { name: 'bench', digest: 'bench', samples: images },
  device: 'cpu',
  precision: 'fp32',
  preprocessDigest: 'bench',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:01:00.000Z',
  counts: { ok: images, failed: 0, excluded: 0 },
  software: {},
};

/** A complete assessment (every slice, metric and interval of three tasks) from counts, and from ten times as many. */
export async function assessment(): Promise<Figure[]> {
  const few = Array.from({ length: tables }, (_, seed) => tabulated(images, seed + 1));
  const many = Array.from({ length: 2 }, (_, seed) => tabulated(10 * images, seed + 1));
  const [warm, large] = [milliseconds(few), milliseconds(many)];
  const slices = auditTables(run, shape, few[0] ?? tabulated(images, 1)).tasks[0]?.groupings.reduce(
    (sum, grouping) => sum + grouping.slices.length,
    0,
  );
  return [
    {
      what: `${slices} slices × 3 tasks with every interval, warm median, ms`,
      value: median(warm).toFixed(0),
    },
    { what: 'the fastest of them, ms', value: Math.min(...warm).toFixed(0) },
    { what: 'the same from ten times the images / this', value: (median(large) / median(warm)).toFixed(2) },
  ];
}

/** Processor time of each assessment, after as many to warm up as there are tables: other programs' time is not ours. */
function milliseconds(assessed: readonly RunTables[]): number[] {
  const found: number[] = [];
  for (let round = 0; round < rounds + tables; round += 1) {
    const table = assessed[round % assessed.length];
    if (!table) continue;
    const start = process.cpuUsage();
    auditTables(run, shape, table);
    const { user, system } = process.cpuUsage(start);
    if (round >= tables) found.push((user + system) / 1000);
  }
  return found;
}

function tabulated(count: number, seed: number): RunTables {
  const random = sequence(seed);
  function* rows(): Iterable<PredictedRow> {
    for (let image = 0; image < count; image += 1) {
      const truths = Object.values(classes).map((size) => Math.floor(random() * random() * size));
      const labels = Object.fromEntries(
        Object.keys(classes).map((name, index) => [name, `${name} ${truths[index]}`]),
      );
      for (const [task, { labels: own }] of shape.tasks.entries()) {
        const truth = truths[task] ?? 0;
        const predicted = random() < (accuracy[task] ?? 1) ? truth : Math.floor(random() * own.length);
        const raw = own.map((_, index) => (index === predicted ? 2 + random() : random() * 0.5));
        const sum = raw.reduce((total, value) => total + value, 0);
        yield { task, labels, truth, predicted, scores: raw.map((value) => value / sum) };
      }
    }
  }
  return tabulateRows(shape, rows());
}

function labelsOf(name: string, size: number): string[] {
  return Array.from({ length: size }, (_, index) => `${name} ${index}`);
}

/** A linear congruential sequence in [0, 1): the same data every time. */
function sequence(first: number): () => number {
  let state = first;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
