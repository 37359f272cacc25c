import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetManifest, Sample } from '@evenhand/contracts';
import { type Db, insertDataset, type StoredDataset } from '@evenhand/db';
import { digest } from './faces.js';
import { pick, seeded } from './random.js';
import { tile } from './tile.js';

export interface DatasetPlan {
  manifest: DatasetManifest;
  samples: number;
  /** How often each label occurs, per attribute; alike where left out. */
  shares?: Readonly<Record<string, readonly number[]>>;
  /** Folder for the images. */
  folder: string;
  /** The first so many samples get an image file; the files of the others are missing. */
  images: number;
}

/** Registers a made-up data set, with a picture for each of its first samples. */
export function writeDataset(db: Db, plan: DatasetPlan): StoredDataset {
  const { manifest, folder, images } = plan;
  mkdirSync(folder, { recursive: true });
  const [first] = manifest.attributes;
  for (const sample of samplesOf({ ...plan, samples: images })) {
    const label = first?.labels.indexOf(sample.labels[first.name] ?? '') ?? 0;
    const hue = (360 * label) / Math.max(1, first?.labels.length ?? 1);
    if (sample.path === null) continue;
    writeFileSync(sample.path, tile(Number(sample.id.slice(6, -4)), hue));
  }
  return insertDataset(db, {
    manifest,
    digest: digest(`${manifest.name} ${plan.samples}`),
    root: folder,
    repairs: [],
    warnings: [],
    samples: samplesOf(plan),
  });
}

function* samplesOf({ manifest, samples, shares = {}, folder }: DatasetPlan): Generator<Sample> {
  const random = seeded(20_250_101);
  for (let index = 0; index < samples; index += 1) {
    const labels: Record<string, string | null> = {};
    for (const attribute of manifest.attributes) {
      const weights = shares[attribute.name] ?? attribute.labels.map(() => 1);
      labels[attribute.name] = attribute.labels[pick(weights, random())] ?? null;
    }
    const id = `image-${String(index).padStart(7, '0')}.png`;
    yield { id: `${id}`, path: join(folder, id), labels, sha256: digest(id) };
  }
}
