// Stores the leaves of a run in batches of four and prints a line after each batch: the number of leaves stored so
// far. Waits for a line on stdin before each batch where a third argument says so.
import { createInterface } from 'node:readline';
import { openDatabase } from '../open-database.js';
import { appendBatch } from '../predictions/append-batch.js';
import { resumeRun } from '../runs/resume-run.js';
import { leafPredictions } from './leaves.js';

const [file = '', id = '', wait] = process.argv.slice(2);
const db = openDatabase({ file });
const run = resumeRun(db, id);
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

for (let sample = 0; sample < run.total; sample += 4) {
  if (wait !== undefined) await input.next();
  const batch = [sample, sample + 1, sample + 2, sample + 3];
  const failed = batch.filter((index) => index % 10 === 9);
  appendBatch(db, {
    run: id,
    predictions: batch.filter((index) => index % 10 !== 9).flatMap(leafPredictions),
    failures: failed.map((index) => ({ sample: index, code: 'missing_file', message: 'gone' })),
  });
  process.stdout.write(`${sample + 4}\n`);
}
process.exit(0);
