// `pnpm fuzz [PARSER] [COUNT] [--seed N]`: damaged inputs for the parsers of files that come from strangers. Each must
// be read or refused with a UserError, without a hang and within 512 MB. A parser is added in scripts/fuzz/targets.ts.
import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FuzzOptions, FuzzResult } from './fuzz/run-inputs.js';
import { fuzzTargets } from './fuzz/targets.js';

const MAX_BYTES = 512e6;
/** Without a word from the process for this long, an input hangs. Busy machines are slow. */
const HANG_MS = 60_000;
const DEFAULT_COUNT = 100_000;

interface Outcome {
  result?: FuzzResult;
  peakBytes?: number;
  /** How the process ended where it did not finish. */
  end?: string;
}

function watch(options: FuzzOptions): Promise<Outcome> {
  return new Promise((resolve) => {
    const outcome: Outcome = {};
    const child = fork(fileURLToPath(new URL('./fuzz/in-process.ts', import.meta.url)));
    let watchdog = setTimeout(hang, HANG_MS);
    function hang(): void {
      outcome.end = `no answer for ${HANG_MS / 1000} s`;
      child.kill('SIGKILL');
    }
    child.on('message', (message: Outcome) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(hang, HANG_MS);
      Object.assign(outcome, message);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      if (outcome.result === undefined) outcome.end ??= `ended with ${signal ?? code}`;
      resolve(outcome);
    });
    child.send(options);
  });
}

async function fuzz(parser: string, count: number, seed: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-fuzz-'));
  const started = performance.now();
  const { result, peakBytes = 0, end } = await watch({ parser, count, seed, first: 0, folder });
  const seconds = (performance.now() - started) / 1000;
  if (result === undefined) {
    const kept = join(folder, `fault-${parser}`);
    copyFileSync(join(folder, 'input'), kept);
    console.log(`${parser}: ${end}, at ${kept}`);
    return false;
  }
  const { accepted, refused, faults, slowest } = result;
  const codes = Object.entries(refused).map(([code, times]) => `${code} ${times}`);
  console.log(
    [
      `${parser}: ${count} inputs (seed ${seed}) in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} inputs/s`,
      `  accepted ${accepted}; refused: ${codes.join(', ') || 'none'}`,
      `  slowest ${slowest.milliseconds.toFixed(0)} ms (input ${slowest.index}); peak memory ${Math.round(peakBytes / 1e6)} MB`,
      ...faults
        .slice(0, 10)
        .map(({ file, error }) => `  FAULT ${file}\n    ${error.replaceAll('\n', '\n    ')}`),
    ].join('\n'),
  );
  if (peakBytes > MAX_BYTES) console.log(`  FAULT: more than ${MAX_BYTES / 1e6} MB`);
  const fine = faults.length === 0 && peakBytes <= MAX_BYTES;
  if (fine) rmSync(folder, { recursive: true });
  else console.log(`  ${faults.length} faults; their inputs are in ${folder}`);
  return fine;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } },
});
const [parser, count = String(DEFAULT_COUNT)] = positionals;
const parsers = parser === undefined || parser === 'all' ? Object.keys(fuzzTargets) : [parser];
const unknown = parsers.filter((name) => !Object.keys(fuzzTargets).includes(name));
if (unknown.length > 0 || !(Number(count) > 0) || !Number.isInteger(Number(values.seed))) {
  console.error(
    `Usage: pnpm fuzz [PARSER] [COUNT] [--seed N]. Parsers: all, ${Object.keys(fuzzTargets).join(', ')}.`,
  );
  process.exit(2);
}
let fine = true;
for (const name of parsers) fine = (await fuzz(name, Number(count), Number(values.seed))) && fine;
process.exitCode = fine ? 0 : 1;
