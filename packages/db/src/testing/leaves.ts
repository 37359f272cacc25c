import type { DatasetManifest, Sample } from '@evenhand/contracts';
import type { Db } from '../database.js';
import { insertDataset } from '../datasets/insert-dataset.js';
import { createRun } from '../runs/create-run.js';
import type { NewRun, Run, StoredPrediction } from '../types.js';

const SPECIES = ['ash', 'birch', 'elm'];
const SIZES = ['small', 'medium', 'large'];
const LIGHTS = ['dawn', 'noon'];
export const ROOT = '/data/leaves';

export const leavesManifest: DatasetManifest = {
  schemaVersion: 1,
  name: 'leaves',
  labels: 'constructed',
  attributes: [
    { name: 'species', kind: 'nominal', labels: SPECIES },
    { name: 'size', kind: 'ordinal', labels: SIZES },
    { name: 'light', kind: 'nominal', labels: LIGHTS },
  ],
};

/** Leaf `index`: species and size change with every leaf, the light is unknown for every fifth. */
export function leaf(index: number): Sample {
  return {
    id: `${index}.jpg`,
    path: `${ROOT}/${index}.jpg`,
    labels: {
      species: SPECIES[index % 3] ?? null,
      size: SIZES[Math.floor(index / 3) % 3] ?? null,
      light: index % 5 === 4 ? null : (LIGHTS[index % 2] ?? null),
    },
    sha256: index.toString(16).padStart(64, '0'),
    cluster: index % 2 === 0 ? `tree ${index % 4}` : undefined,
  };
}

export function insertLeaves(db: Db, count: number): Sample[] {
  const samples = Array.from({ length: count }, (_, index) => leaf(index));
  insertDataset(db, {
    manifest: leavesManifest,
    digest: 'leaves-digest',
    root: ROOT,
    samples,
    repairs: [{ attribute: 'size', from: 'smal', to: 'small', count: 2 }],
    warnings: [],
  });
  return samples;
}

export function leavesRun(overrides: Partial<NewRun> = {}): NewRun {
  return {
    model: { name: 'botanist', version: '1', digest: 'botanist-digest' },
    dataset: 'leaves',
    tasks: [
      { name: 'species', kind: 'nominal', labels: ['elm', 'ash', 'birch'] },
      { name: 'size', kind: 'ordinal', labels: ['large', 'medium', 'small'], order: SIZES },
    ],
    device: 'cpu',
    precision: 'fp32',
    preprocessDigest: 'preprocess-digest',
    batchSize: 4,
    total: 12,
    options: { limit: 12 },
    tags: { branch: 'main' },
    software: { evenhand: '0.1.0' },
    ...overrides,
  };
}

export function insertLeavesRun(db: Db, count: number): Run {
  insertLeaves(db, count);
  return createRun(db, leavesRun({ total: count }));
}

/** Both tasks' predictions of one leaf; every seventh leaf is excluded from `size`. */
export function leafPredictions(sample: number): StoredPrediction[] {
  const predicted = sample % 4 === 3 ? 2 : sample % 3;
  return [
    {
      sample,
      task: 0,
      truth: sample % 3,
      predicted,
      confidence: 0.75,
      scores: [0, 1, 2].map((label) => (label === predicted ? 0.75 : 0.125)),
    },
    {
      sample,
      task: 1,
      truth: sample % 7 === 6 ? null : 1,
      predicted: 1,
      confidence: 0.5,
      scores: [0.25, 0.5, 0.25],
    },
  ];
}
