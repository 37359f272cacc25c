import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { closeDatabase, openDatabase, readSamples } from '@evenhand/db';
import { facesManifest, facesModel, SHARES } from '../seed/faces.js';
import { addModel, SKILLS } from '../seed/small.js';
import { writeDataset } from '../seed/write-dataset.js';
import { writeRun } from '../seed/write-run.js';
import { type Figure, inTemporaryFolder, median, timed } from './benchmark.js';

const images = 11_000;
const rounds = 3;
const command = fileURLToPath(new URL('../../apps/runner/dist/bundle/main.js', import.meta.url));

/** The whole process of `evenhand report` on FairFace-size data: 11,000 images, 3 tasks, groupings to depth 3. */
export function reports(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const [v1, v2] = seed(folder);
    const watch = join(folder, 'watch.mjs');
    await writeFile(
      watch,
      "import { writeSync } from 'node:fs';\nprocess.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));\n",
    );
    const figures: Figure[] = [];
    for (const { what, file, parameters } of [
      { what: 'full PDF', file: 'full.pdf', parameters: [] },
      { what: 'summary PDF', file: 'summary.pdf', parameters: ['--edition', 'summary'] },
      { what: 'full HTML', file: 'full.html', parameters: [] },
      { what: 'full PDF with a baseline', file: 'compared.pdf', parameters: ['--baseline', v1] },
    ]) {
      const output = join(folder, file);
      const seconds: number[] = [];
      const megabytes: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const own = ['report', v2, '-o', output, '--workspace', folder, ...parameters];
        const { seconds: taken, result } = await timed(() => run(watch, own));
        seconds.push(taken);
        megabytes.push(result / 1024);
      }
      const kilobytes = Math.round((await stat(output)).size / 1024);
      figures.push(
        { what: `${what}, whole process, seconds (${kilobytes} kB)`, value: median(seconds).toFixed(2) },
        { what: `${what}, peak memory, MB`, value: Math.max(...megabytes).toFixed(0) },
      );
    }
    return figures;
  });
}

/** Two versions of a model on one data set; the ids of their runs. */
function seed(folder: string): [string, string] {
  const db = openDatabase({ file: join(folder, 'evenhand.db') });
  const dataset = writeDataset(db, {
    manifest: facesManifest('portraits'),
    samples: images,
    shares: SHARES,
    folder: join(folder, 'images'),
    images: 0,
  });
  const samples = [...readSamples(db, dataset.name)];
  const [v1, v2] = (['v1', 'v2'] as const).map((version, index) => {
    const model = facesModel(version);
    addModel(db, model);
    const plan = { model, dataset, samples, skill: SKILLS[version], seed: index + 1, withScores: true };
    return writeRun(db, plan).id;
  });
  closeDatabase(db);
  return [v1 ?? '', v2 ?? ''];
}

/** Peak memory of a run of the command, in kB. */
async function run(watch: string, parameters: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', watch, command, ...parameters], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const peak = child.stdio[3];
  if (!peak || !('read' in peak)) throw new Error('the pipe for the peak is missing');
  const [kilobytes, [code]] = await Promise.all([text(peak), once(child, 'close')]);
  if (code !== 0) throw new Error(`evenhand ${parameters.join(' ')} ended with ${code}`);
  return Number(kilobytes);
}
