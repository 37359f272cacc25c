import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  assertReplaceable,
  IMAGES,
  isComplete,
  MANIFEST,
  markerFile,
  partialFolder,
  removeAbandoned,
  TABLE,
} from './generated-folder.js';
import { random } from './random.js';
import { renderSpecimen } from './render/render-specimen.js';
import { AUDIT_PLAN, BALANCED_PLAN, describe, type SamplingPlan } from './sampling-plan.js';
import { shippedDatasetManifests } from './shipped.js';

export interface GenerateDemoOptions {
  /** Where the data set goes. Missing parents are created. */
  folder: string;
  /** `audit`: the images that models are judged on. `fit`: others, for fitting. The two share no image. */
  split: 'audit' | 'fit';
  /** A whole number; 1 where left out. */
  seed?: number;
  /** Number of images and shares of conditions, where they shall differ from the split's own. */
  plan?: Partial<SamplingPlan>;
  /** Called after each image. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

export interface GeneratedDemo {
  /** Absolute path. */
  folder: string;
  images: number;
  /** False where the folder already held exactly these data. */
  rendered: boolean;
}

/** Raise it with every change of images or labels, so that data of an older generator are made anew. */
const GENERATOR_VERSION = 1;

const SPLITS = { audit: { stream: 1, plan: AUDIT_PLAN }, fit: { stream: 2, plan: BALANCED_PLAN } };

/** sharp works on four threads; two more images in hand keep them fed. */
const CONCURRENCY = 6;

/**
 * Renders the demo's data set: `images/00000.png` …, `labels.csv` and `dataset.yaml`.
 * Everything follows from split, seed and plan, and each image from these and its own number alone.
 * A folder that already holds the same data is left as it is. The work happens in a folder beside it that takes its
 * name at the end: an interrupted run leaves nothing that could be taken for complete, and the next one removes it.
 *
 * @throws UserError `folder_not_empty` where the folder holds anything that was not generated here
 */
export async function generateDemo(options: GenerateDemoOptions): Promise<GeneratedDemo> {
  const { split, seed = 1, onProgress } = options;
  const folder = resolve(options.folder);
  const plan = { ...SPLITS[split].plan, ...options.plan };
  const marker = `${JSON.stringify({ generator: GENERATOR_VERSION, split, seed, plan }, null, 2)}\n`;
  const expected = { marker, images: plan.count };

  await removeAbandoned(folder);
  if (await isComplete(folder, expected)) return { folder, images: plan.count, rendered: false };
  await assertReplaceable(folder);

  const partial = partialFolder(folder);
  try {
    await mkdir(join(partial, IMAGES), { recursive: true });
    await renderAll(partial, { plan, key: [seed, SPLITS[split].stream], onProgress });
    await copyFile(shippedDatasetManifests().demo, join(partial, MANIFEST));
    await writeFile(markerFile(partial), marker);
    // Another process may have finished the same data meanwhile, and may be reading them.
    const rendered = !(await isComplete(folder, expected));
    if (rendered) {
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
    }
    return { folder, images: plan.count, rendered };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function renderAll(
  folder: string,
  {
    plan,
    key,
    onProgress,
  }: { plan: SamplingPlan; key: number[]; onProgress: GenerateDemoOptions['onProgress'] },
): Promise<void> {
  const total = plan.count;
  const rows: string[] = [];
  let next = 0;
  let done = 0;
  const renderOne = async (index: number): Promise<void> => {
    const description = describe(plan, { key, index });
    const file = `${String(index).padStart(5, '0')}.png`;
    const { species, side, wearLabel, lighting, camera } = description;
    rows[index] = [file, species, side, wearLabel, lighting, camera].join(',');
    await writeFile(join(folder, IMAGES, file), await renderSpecimen(description, random([...key, index])));
    done++;
    onProgress?.({ done, total });
  };
  const worker = async (): Promise<void> => {
    try {
      while (next < total) await renderOne(next++);
    } catch (error) {
      // The others stop at their next image instead of filling a folder that is about to be removed.
      next = total;
      throw error;
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  await writeFile(join(folder, TABLE), `${['file,species,side,wear,lighting,camera', ...rows].join('\n')}\n`);
}
