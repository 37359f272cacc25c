import { join } from 'node:path';
import type { ModelManifest } from '@evenhand/contracts';
import { type Db, insertModel, readSamples } from '@evenhand/db';
import { digest, facesManifest, facesModel, SHARES } from './faces.js';
import { signsManifest, signsModel } from './signs.js';
import type { Skill } from './simulate.js';
import { writeDataset } from './write-dataset.js';
import { type RunPlan, writeRun } from './write-run.js';

/** What the seeded versions are like: v1 fails Black women at gender, v2 mends that and gets worse at small children. */
export const SKILLS: Readonly<Record<'v1' | 'v2', Skill>> = {
  v1: {
    accuracy: { gender: 0.965, race: 0.75, age: 0.6 },
    harder: [
      { task: 'gender', where: { race: 'Black', gender: 'Female' }, loss: 0.22 },
      { task: 'gender', where: { age: '0-2' }, loss: 0.2 },
      { task: 'race', where: { race: 'Latino_Hispanic' }, loss: 0.14 },
      { task: 'race', where: { race: 'Middle Eastern' }, loss: 0.12 },
      { task: 'age', where: { age: 'more than 70' }, loss: 0.35 },
      { task: 'age', where: { age: '60-69' }, loss: 0.2 },
    ],
    near: 0.85,
  },
  v2: {
    accuracy: { gender: 0.97, race: 0.77, age: 0.62 },
    harder: [
      { task: 'gender', where: { race: 'Black', gender: 'Female' }, loss: 0.04 },
      { task: 'gender', where: { age: '0-2' }, loss: 0.38 },
      { task: 'race', where: { race: 'Latino_Hispanic' }, loss: 0.1 },
      { task: 'age', where: { age: 'more than 70' }, loss: 0.3 },
    ],
    near: 0.85,
  },
};

/** A workspace with one data set, one model and one finished run of it. */
export function seedOne(db: Db, workspace: string, samples: number): RunPlan {
  const faces = writeDataset(db, {
    manifest: facesManifest('portraits'),
    samples,
    shares: SHARES,
    folder: join(workspace, 'images', 'portraits'),
    // The last tenth of the image files is missing.
    images: Math.round(0.9 * samples),
  });
  const model = facesModel('v1');
  addModel(db, model);
  const plan: RunPlan = {
    dataset: faces,
    samples: [...readSamples(db, faces.name)],
    model,
    skill: SKILLS.v1,
    seed: 1,
    withScores: true,
    startedAt: '2026-09-14T09:12:00.000Z',
  };
  writeRun(db, plan);
  return plan;
}

/** A workspace for tests and for looking: two versions, other data, runs in every state, missing image files. */
export function seedSmall(db: Db, workspace: string, samples = 4000): void {
  const plan = seedOne(db, workspace, samples);
  const subset = writeDataset(db, {
    manifest: facesManifest('portraits-2'),
    samples: 600,
    shares: SHARES,
    folder: join(workspace, 'images', 'portraits-2'),
    images: 600,
  });
  writeRun(db, {
    ...plan,
    dataset: subset,
    samples: [...readSamples(db, subset.name)],
    seed: 2,
    startedAt: '2026-09-28T15:40:00.000Z',
  });
  writeRun(db, {
    ...plan,
    seed: 3,
    end: { status: 'interrupted', after: Math.round(0.35 * samples) },
    startedAt: '2026-10-19T07:02:00.000Z',
  });
  const v2 = { ...plan, model: facesModel('v2'), skill: SKILLS.v2 };
  addModel(db, v2.model);
  writeRun(db, { ...v2, startedAt: '2026-11-02T18:30:00.000Z', tags: { branch: 'balanced' } });
  seedSigns(db, workspace);
  writeRun(db, {
    ...v2,
    seed: 5,
    end: { status: 'failed', after: 300 },
    startedAt: '2026-11-12T08:00:00.000Z',
  });
}

/** Forty classes, and a group without images. */
function seedSigns(db: Db, workspace: string): void {
  const signs = writeDataset(db, {
    manifest: signsManifest(),
    samples: 900,
    shares: { weather: [60, 25, 15, 0] },
    folder: join(workspace, 'images', 'signs'),
    images: 900,
  });
  const model = signsModel();
  addModel(db, model);
  writeRun(db, {
    dataset: signs,
    samples: [...readSamples(db, signs.name)],
    model,
    skill: {
      accuracy: { sign: 0.9 },
      harder: [{ task: 'sign', where: { weather: 'Fog' }, loss: 0.2 }],
      near: 0,
    },
    seed: 4,
    withScores: true,
    startedAt: '2026-11-09T11:05:00.000Z',
  });
}

export function addModel(db: Db, manifest: ModelManifest): void {
  const { name, version } = manifest;
  const folder = `models/${name}/${version}`;
  insertModel(db, { name, version, digest: digest(`${name}@${version}`), manifest, folder });
}
