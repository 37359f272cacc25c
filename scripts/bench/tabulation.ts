import { performance } from 'node:perf_hooks';
import { type CountColumns, tabulate } from '@evenhand/metrics';
import { type Figure, median } from './benchmark.js';

const rows = 10_000_000;
const rounds = 7;
/** 126 groups, and three tasks of 9, 2 and 7 classes. */
const classes = { age: 9, gender: 2, race: 7 };

/** Counting 10 million rows × 3 tasks × 126 groups, against adding up the same typed arrays. */
export async function tabulation(): Promise<Figure[]> {
  const labels = Object.entries(classes).map(([name, size]) => ({
    name,
    labels: Array.from({ length: size }, (_, index) => `${name} ${index}`),
  }));
  let state = 1;
  const column = (size: number): Uint8Array => {
    const values = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[row] = Math.floor((state / 2 ** 32) * size);
    }
    return values;
  };
  const columns: CountColumns = {
    attributes: labels,
    groups: Object.values(classes).map(column),
    tasks: labels.map(({ labels: own }) => ({
      labels: own,
      truth: column(own.length),
      predicted: column(own.length),
    })),
  };
  const arrays = [columns.groups, columns.tasks.flatMap(({ truth, predicted }) => [truth, predicted])].flat();
  const ratios: number[] = [];
  let growth = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const sum = arrays.reduce((total, values) => total + sumOf(values), 0);
    const summed = performance.now();
    const before = memory();
    const tables = tabulate(columns);
    growth = Math.max(growth, memory() - before);
    ratios.push((performance.now() - summed) / (summed - start));
    const counted = tables.map(({ entries }) => [...entries.values()].reduce((total, n) => total + n, 0));
    if (!(sum > 0) || counted.some((n) => n !== rows)) throw new Error('not every row was counted');
  }
  return [
    {
      what: 'tabulating 10 million rows × 3 tasks / summing the same arrays',
      value: median(ratios).toFixed(2),
    },
    { what: 'memory beyond the input arrays, MB', value: (growth / 2 ** 20).toFixed(1) },
  ];
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) sum += values[row] as number;
  return sum;
}

/** What the process holds on the heap and in typed arrays. */
function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
