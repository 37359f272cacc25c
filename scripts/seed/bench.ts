import { join } from 'node:path';
import { type Db, readSamples } from '@evenhand/db';
import { facesManifest, facesModel, SHARES } from './faces.js';
import type { Skill } from './simulate.js';
import { addModel, SKILLS } from './small.js';
import { writeDataset } from './write-dataset.js';
import { writeRun } from './write-run.js';

export interface BenchPlan {
  workspace: string;
  runs: number;
  samples: number;
  /** Images of the one large run; 0 leaves it out. */
  million: number;
}

/** Many runs of a test set that is used again and again, and one of a very large one. No scores: they double the size. */
export function seedBench(db: Db, { workspace, runs, samples, million }: BenchPlan): void {
  const folder = join(workspace, 'images');
  const faces = {
    manifest: facesManifest('portraits'),
    samples,
    shares: SHARES,
    folder,
    images: Math.min(samples, 2000),
  };
  const dataset = writeDataset(db, faces);
  const all = [...readSamples(db, dataset.name)];
  const plan = { withScores: false };
  const first = Date.UTC(2025, 0, 6, 8);
  for (let index = 0; index < runs; index += 1) {
    const model = facesModel(`1.${Math.floor(index / 3)}`);
    if (index % 3 === 0) addModel(db, model);
    writeRun(db, {
      ...plan,
      model,
      dataset,
      samples: all,
      skill: between(SKILLS.v1, SKILLS.v2, index / runs),
      seed: index + 1,
      startedAt: new Date(first + index * 2 * 3_600_000).toISOString(),
    });
  }
  if (million === 0) return;
  const large = writeDataset(db, {
    ...faces,
    manifest: facesManifest('million'),
    samples: million,
    images: 0,
  });
  const model = facesModel('large');
  addModel(db, model);
  writeRun(db, {
    ...plan,
    model,
    dataset: large,
    samples: [...readSamples(db, large.name)],
    skill: SKILLS.v2,
    seed: 99,
  });
}

/** A skill on the way from one to another. */
function between(from: Skill, to: Skill, part: number): Skill {
  const accuracy = Object.fromEntries(
    Object.entries(from.accuracy).map(([task, value]) => [
      task,
      value + part * ((to.accuracy[task] ?? value) - value),
    ]),
  );
  const fading = from.harder.map((entry) => ({ ...entry, loss: entry.loss * (1 - part) }));
  const growing = to.harder.map((entry) => ({ ...entry, loss: entry.loss * part }));
  return { accuracy, harder: [...fading, ...growing], near: from.near };
}
