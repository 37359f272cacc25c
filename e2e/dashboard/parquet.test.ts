import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDemo } from '@evenhand/datasets';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, createBench } from '../cli.js';
import { startDashboard } from './server.js';

let bench: Bench;
let names: string[];

beforeAll(async () => {
  bench = await createBench();
  const folder = join(bench.folder, 'drawings');
  await generateDemo({ folder, split: 'audit', plan: { count: 12 } });
  const [, ...rows] = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n');
  names = rows.map((row) => row.split(',')[0] ?? '');
  parquetWriteFile({
    filename: join(bench.folder, 'drawings.parquet'),
    rowGroupSize: 5,
    pageSize: 30_000,
    columnData: [
      { name: 'image', type: 'BYTE_ARRAY', data: names.map((name) => imageBytes(name)) },
      { name: 'side', type: 'STRING', data: rows.map((row) => row.split(',')[2] ?? '') },
    ],
  });
  await bench.json('dataset', 'add', join(bench.folder, 'drawings.parquet'), '--name', 'packed');
});

afterAll(() => bench.remove());

it('shows the images of a Parquet file as they are in it', async () => {
  await using dashboard = await startDashboard(bench.workspace);
  for (const index of [0, 7, 11, 3]) {
    const response = await fetch(`${dashboard.address}/api/datasets/packed/images/${index}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(imageBytes(names[index] ?? ''));
  }
  const beyond = await fetch(`${dashboard.address}/api/datasets/packed/images/12`);
  expect(beyond.status).toBe(404);
});

function imageBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(bench.folder, 'drawings/images', name)));
}
