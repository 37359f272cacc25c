import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importModel } from '@evenhand/model';
import { type Figure, inTemporaryFolder, median, timed } from './benchmark.js';
import { writeRandomCheckpoint } from './random-checkpoint.js';

const rounds = 3;

/** Import of a 1.2 GB checkpoint against copying its weights, and the memory it needs. */
export function importSpeed(): Promise<Figure[]> {
  return inTemporaryFolder(async (folder) => {
    const source = join(folder, 'large14');
    await writeRandomCheckpoint(source, 'large14');
    const weights = join(source, 'model.safetensors');
    const ratios: number[] = [];
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const copied = await timed(() => copyFile(weights, join(folder, `copy-${round}`)));
      const imported = await timed(() =>
        importModel({ source, into: join(folder, `model-${round}`), name: 'bench', version: '1' }),
      );
      ratios.push(imported.seconds / copied.seconds);
      seconds.push(imported.seconds);
    }
    return [
      {
        what: 'import of a 1.2 GB checkpoint (hashing included), seconds',
        value: median(seconds).toFixed(1),
      },
      { what: 'import time / time of copying the weights', value: median(ratios).toFixed(2) },
    ];
  });
}
