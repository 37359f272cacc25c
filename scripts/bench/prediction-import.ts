import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { randomStream } from '@evenhand/metrics';
import { AGES, RACES } from '../seed/faces.js';
import { type Figure, inTemporaryFolder, timed } from './benchmark.js';

const rows = 1_000_000;
const command = fileURLToPath(new URL('../../apps/runner/bin/evenhand.js', import.meta.url));
/** Milliseconds between two looks at the memory. */
const lookEvery = 50;

/** `evenhand import` of a CSV file of a million predictions with confidences, by two attributes. */
export function predictionImport(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'million.csv');
    await writePredictions(file);
    const { seconds, result: peak } = await timed(() => importFile(file, join(folder, 'workspace')));
    return [
      { what: 'import of 1,000,000 predictions (CSV), seconds', value: seconds.toFixed(1) },
      { what: 'rows', value: `${Math.round(rows / seconds).toLocaleString('en-US')}/s` },
      { what: 'peak memory', value: peak === null ? 'not known on this system' : `${Math.round(peak)} MB` },
    ];
  });
}

async function writePredictions(file: string): Promise<void> {
  const { uniform: random } = randomStream({ seed: 1 });
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const stream = createWriteStream(file);
  stream.write('image,gender_true,gender_pred,confidence,race,age\n');
  for (let row = 0; row < rows; row += 1) {
    const truth = random() < 0.5 ? 'Female' : 'Male';
    const wrong = truth === 'Male' ? 'Female' : 'Male';
    const predicted = random() < 0.9 ? truth : wrong;
    const line = `val/${row}.jpg,${truth},${predicted},${(0.5 + random() / 2).toFixed(4)},${pick(RACES)},${pick(AGES)}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

/** Peak resident memory in MB, where the system tells. */
async function importFile(file: string, workspace: string): Promise<number | null> {
  const child = spawn(process.execPath, [command, 'import', file, '--name', 'bench@1', '--quiet'], {
    env: { ...process.env, EVENHAND_WORKSPACE: workspace },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak: number | null = null;
  const look = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (kilobytes !== undefined) peak = Number(kilobytes) / 1024;
  }, lookEvery);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return peak;
}
