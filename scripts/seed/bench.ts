import { join } from 'node:path';
import { type Db, type Run, readSamples } from '@evenhand/db';
import { digest, facesManifest, facesModel, SHARES } from './faces.js';
import { enlargeRun, repeatRun } from './repeat.js';
import type { Skill } from './simulate.js';
import { addModel, SKILLS } from './small.js';
import { writeDataset } from './write-dataset.js';
import { writeRun } from './write-run.js';

export interface BenchPlan {
  workspace: string;
  runs: number;
  samples: number;
  /** Images of the one large run, rounded to whole times `DRAWN_AT_ONCE`; 0 leaves it out. */
  million: number;
}

/** Every so many runs one is drawn; those after it repeat it under other versions: the database's size is what counts. */
const DRAWN_EVERY = 30;
/** Images of the large run that are drawn; the others repeat them. */
const DRAWN_AT_ONCE = 100_000;

/** Many runs of a test set that is used again and again, and one of a very large one, which has no scores. */
export function seedBench(db: Db, { workspace, runs, samples, million }: BenchPlan): void {
  // Made in a moment and thrown away: nothing needs to survive a power cut.
  db.$client.pragma('synchronous = OFF');
  const folder = join(workspace, 'images');
  const faces = {
    manifest: facesManifest('portraits'),
    samples,
    shares: SHARES,
    folder,
    images: Math.min(samples, 1000),
  };
  const dataset = writeDataset(db, faces);
  const all = [...readSamples(db, dataset.name)];
  const first = Date.UTC(2025, 0, 6, 8);
  let drawn: Run | undefined;
  for (let index = 0; index < runs; index += 1) {
    const model = facesModel(`1.${Math.floor(index / 3)}`);
    if (index % 3 === 0) addModel(db, model);
    const startedAt = new Date(first + index * 2 * 3_600_000).toISOString();
    if (drawn && index % DRAWN_EVERY !== 0) {
      const { name, version } = model;
      repeatRun(db, drawn, { model: { name, version, digest: digest(`${name}@${version}`) }, startedAt });
      continue;
    }
    const skill = between(SKILLS.v1, SKILLS.v2, index / runs);
    drawn = writeRun(db, {
      model,
      dataset,
      samples: all,
      skill,
      seed: index + 1,
      startedAt,
      withScores: true,
    });
  }
  if (million === 0) return;
  const size = Math.min(million, DRAWN_AT_ONCE);
  const large = writeDataset(db, {
    ...faces,
    manifest: facesManifest('million'),
    samples: size,
    images: 0,
  });
  const model = facesModel('large');
  addModel(db, model);
  const run = writeRun(db, {
    model,
    dataset: large,
    samples: [...readSamples(db, large.name)],
    skill: SKILLS.v2,
    seed: 99,
    withScores: false,
  });
  enlargeRun(db, run, Math.round(million / size));
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
