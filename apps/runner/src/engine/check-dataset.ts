import {
  type Attribute,
  type DatasetCheck,
  type DetectableDrop,
  type Sample,
  type SampleFailure,
  UserError,
} from '@evenhand/contracts';
import {
  alikeImages,
  cellTables,
  checkImages,
  countLabelSets,
  groupSizes,
  type LabelSet,
  type LookedAt,
  labelEntropies,
  missingLabels,
  NEAR,
} from '@evenhand/dataset';
import { type Db, getDataset, readSamples, type StoredDataset } from '@evenhand/db';
import { minimumDetectableDrop } from '@evenhand/metrics';
import { thumbnailOf } from './thumbnail.js';

export interface CheckDataset {
  name: string;
  /** Another data set, or another part of this one, whose images should not be in it. */
  against?: string | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

const ASSUMED_ACCURACIES = [0.7, 0.9] as const;
const ALPHA = 0.05;
const POWER = 0.8;

/**
 * All that can be said about a data set before any model is run: its images as they are now, those that show the
 * same, the composition, and what it can show.
 *
 * @throws UserError `unknown_dataset`, `same_dataset`
 */
export async function checkDataset(
  db: Db,
  { name, against, onProgress }: CheckDataset,
): Promise<DatasetCheck> {
  if (against === name) {
    throw new UserError({
      code: 'same_dataset',
      message: `${name} cannot be compared with itself.`,
      hint: '--against names another data set of this workspace; copies within one are found without it.',
    });
  }
  const stored = getDataset(db, name);
  const other = against === undefined ? undefined : getDataset(db, against);
  const total = stored.samples + (other?.samples ?? 0);
  const here = await lookAt(db, stored, (done) => onProgress?.(done, total));
  const there = other && (await lookAt(db, other, (done) => onProgress?.(stored.samples + done, total)));
  const { alike, blank, candidates } = alikeImages(here.images, there?.images);
  const { attributes } = stored.manifest;
  const sets = countLabelSets(here.images.map(({ sample }) => sample));
  return {
    schemaVersion: 1,
    dataset: name,
    ...(against === undefined ? {} : { against }),
    images: {
      total: stored.samples,
      absent: here.images.filter(({ sample }) => sample.path === null).length,
      blank,
      failures: here.failures,
    },
    near: { radius: NEAR.radius, correlation: NEAR.correlation, candidates },
    alike,
    repairs: stored.repairs,
    missing: missingLabels(sets, attributes),
    cells: cellTables(sets, attributes),
    entropy: labelEntropies(sets, attributes),
    detectable: { alpha: ALPHA, power: POWER, groups: detectableDrops(sets, attributes) },
  };
}

async function lookAt(
  db: Db,
  { name }: StoredDataset,
  onProgress: (done: number) => void,
): Promise<{ images: LookedAt[]; failures: SampleFailure[] }> {
  const samples: Sample[] = [...readSamples(db, name)];
  const images: LookedAt[] = samples.map((sample) => ({ sample, thumbnail: null }));
  const failures = await checkImages(samples, {
    onProgress,
    look: async (bytes, index) => {
      const thumbnail = await thumbnailOf(bytes);
      if (!thumbnail.ok) return thumbnail.message;
      const image = images[index];
      if (image) image.thumbnail = thumbnail.pixels;
      return undefined;
    },
  });
  return { images, failures };
}

/** Each group that has images, against the rest. */
function detectableDrops(sets: readonly LabelSet[], attributes: readonly Attribute[]): DetectableDrop[] {
  return groupSizes(sets, attributes).map(({ group, n, rest }) => ({
    group,
    n,
    drops: ASSUMED_ACCURACIES.map((accuracy) => ({
      accuracy,
      drop: minimumDetectableDrop({ rate: accuracy, n: rest }, n, { alpha: ALPHA, power: POWER }),
    })),
  }));
}
