import {
  auditSlices,
  auditTables,
  listGroupings,
  type PredictedRow,
  type RunShape,
  type RunTables,
  tabulateRows,
  taskContext,
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
  dataset: { name: 'bench', digest: 'bench', samples: images, labels: 'constructed' },
  device: 'cpu',
  precision: 'fp32',
  preprocessDigest: 'bench',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:01:00.000Z',
  counts: { ok: images, failed: 0, excluded: 0 },
  warnings: [],
  tags: {},
  software: {},
};

/**
 * The assessment of every slice (all metrics, each with its interval) of three tasks, from counts, from ten
 * times as many and from a hundred times as many; and the whole document, which compares the slices too: gaps, pairs, tests, shrinkage, the search for slices.
 */
export async function assessment(): Promise<Figure[]> {
  const few = Array.from({ length: tables }, (_, seed) => tabulated(images, seed + 1));
  const many = [1, 2].map((seed) => tabulated(10 * images, seed));
  const most = [tabulated(100 * images, 1)];
  const slices = assessSlices(few[0] ?? tabulated(images, 1));
  const [own, large, largest] = [few, many, most].map((each) => median(milliseconds(each, assessSlices))) as [
    number,
    number,
    number,
  ];
  const whole = milliseconds(few, (table) => auditTables(run, shape, table));
  return [
    {
      what: `${slices / shape.tasks.length} slices × 3 tasks, every metric with its interval, warm median, ms`,
      value: own.toFixed(0),
    },
    { what: 'the same from ten times the images / this', value: (large / own).toFixed(2) },
    { what: 'the same from a hundred times the images / this', value: (largest / own).toFixed(2) },
    { what: 'the same from a hundred times the images, ms', value: largest.toFixed(0) },
    {
      what: 'the whole document: gaps, pairs, tests, search, warm median, ms',
      value: median(whole).toFixed(0),
    },
  ];
}

/** How many slices there were. */
function assessSlices({ counts, scores }: RunTables): number {
  const groupings = listGroupings(shape.attributes);
  let slices = 0;
  for (const [index, { name, kind, labels, attribute }] of shape.tasks.entries()) {
    const table = counts[index];
    if (!table) continue;
    const context = taskContext({
      task: name,
      kind,
      labels,
      attribute: attribute ?? undefined,
      counts: table,
      scores: scores[index],
      excluded: 0,
    });
    for (const by of groupings) slices += auditSlices(by, context).slices.length;
  }
  return slices;
}

/** Processor time of each assessment, after as many to warm up as there are tables: other programs' time is not ours. */
function milliseconds(assessed: readonly RunTables[], assess: (table: RunTables) => unknown): number[] {
  const found: number[] = [];
  for (let round = 0; round < rounds + tables; round += 1) {
    const table = assessed[round % assessed.length];
    if (!table) continue;
    const start = process.cpuUsage();
    assess(table);
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
