/**
 * Fills a workspace with made-up runs, for looking at the dashboard, for its tests and for its benchmark.
 *
 *   tsx scripts/seed-workspace.ts DIR [--scale small|bench] [--runs N] [--samples N] [--million N]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDatabase, openDatabase } from '@evenhand/db';
import { seedBench } from './seed/bench.js';
import { seedSmall } from './seed/small.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: 'small' },
    runs: { type: 'string', default: '300' },
    samples: { type: 'string', default: '11000' },
    million: { type: 'string', default: '1000000' },
  },
});
const [workspace] = positionals;
if (workspace === undefined) throw new Error('name the workspace folder: tsx scripts/seed-workspace.ts DIR');

const db = openDatabase({ file: join(workspace, 'evenhand.db') });
const started = performance.now();
if (values.scale === 'bench') {
  seedBench(db, {
    workspace,
    runs: Number(values.runs),
    samples: Number(values.samples),
    million: Number(values.million),
  });
} else {
  seedSmall(db, workspace);
}
closeDatabase(db);
console.log(`Seeded ${workspace} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
