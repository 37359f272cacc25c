import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryDatabase, temporaryFolder } from '../testing/temporary.js';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

test('the committed migrations are those of the schema', { timeout: 120_000 }, () => {
  const out = join(temporaryFolder(), 'drizzle');
  cpSync(join(packageFolder, 'drizzle'), out, { recursive: true });
  const before = readdirSync(out);
  const { status, stdout, stderr } = spawnSync(
    join(packageFolder, 'node_modules', '.bin', 'drizzle-kit'),
    [
      ...['generate', '--dialect', 'sqlite', '--schema', './src/schema/index.ts'],
      // Only relative paths work.
      ...['--out', relative(packageFolder, out)],
    ],
    { cwd: packageFolder, encoding: 'utf8' },
  );
  expect({ status, output: stdout + stderr }).toEqual({
    status: 0,
    output: expect.stringContaining('No schema changes'),
  });
  expect(readdirSync(out)).toEqual(before);
});

describe('what pages ask for is answered from an index', () => {
  const plan = (sql: string): string => {
    const { db } = temporaryDatabase();
    const steps = db.$client.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    return steps.map((step) => step.detail).join('\n');
  };

  test('flips between two runs, in sample order', () => {
    const steps = plan(`
      SELECT a.sample_index FROM predictions a
      JOIN predictions b ON b.task_index = a.task_index AND b.sample_index = a.sample_index
      WHERE a.run_number = 1 AND b.run_number = 2 AND a.task_index = 0 AND a.predicted <> b.predicted
      ORDER BY a.sample_index LIMIT 100`);
    expect(steps.match(/USING PRIMARY KEY/g)).toHaveLength(2);
    expect(steps).not.toMatch(/TEMP B-TREE/);
  });

  test('one number of many runs', () => {
    const steps = plan(`
      SELECT run_number, value FROM metrics
      WHERE run_number IN (1, 2, 3) AND task_index = 0 AND group_index = 0 AND metric = 'accuracy' AND class = ''`);
    expect(steps).toMatch(/SEARCH metrics USING PRIMARY KEY \(run_number=\? .* AND class=\?\)/);
  });
});
