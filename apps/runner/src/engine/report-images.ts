import { createHash } from 'node:crypto';
import { registeredDataset } from '@evenhand/audit';
import {
  type Db,
  type IndexedSample,
  iteratePredictions,
  type PredictionRow,
  type Run,
  readSamplesAt,
} from '@evenhand/db';
import type { ImageReader } from '@evenhand/images';
import type { ImageTreatment, Mistake, ReportImages } from '@evenhand/report/files';
import type { Sharp } from 'sharp';

/** Images of each task. */
const MOST = 12;
/** Pixels, both ways. */
const SIZE = 192;
/** Standard deviation in pixels at which nobody is recognised, while colours and outlines still show. */
const BLUR = 16;
/** Larger files are left out. In bytes. */
const LARGEST = 256 * 1024 * 1024;

/**
 * The most confident mistakes of every task of a run. An image that is gone, or no longer the one that was registered,
 * is left out, and all are where the data set registered under the name is no longer the one that was run.
 */
export async function reportImages(
  db: Db,
  run: Run,
  treatment: ImageTreatment | 'none',
): Promise<ReportImages | undefined> {
  if (treatment === 'none' || !registeredDataset(db, run)) return undefined;
  const chosen = run.tasks.flatMap((task, index) =>
    mostConfidentMistakes(db, { run: run.id, task: index }).map((row) => ({ task, row })),
  );
  const wanted = new Set(chosen.map(({ row }) => row.sample));
  const samples = new Map(
    readSamplesAt(db, run.dataset.name, [...wanted]).map((sample) => [sample.index, sample]),
  );
  // Only here: a tenth of a second is saved where a report has no images.
  const [{ createImageReader }, { default: sharp }] = await Promise.all([
    import('@evenhand/images'),
    import('sharp'),
  ]);
  const reader = createImageReader();
  const mistakes: Mistake[] = [];
  for (const { task, row } of chosen) {
    const sample = samples.get(row.sample);
    const bytes = sample && readImage(reader, sample);
    if (!bytes) continue;
    const image = await drawn(sharp(bytes), treatment);
    mistakes.push({
      task: task.name,
      truth: task.labels[row.truth ?? -1] ?? '',
      predicted: task.labels[row.predicted] ?? '',
      confidence: row.confidence,
      data: image.toString('base64'),
    });
  }
  return { treatment, mistakes };
}

function mostConfidentMistakes(db: Db, wanted: { run: string; task: number }): PredictionRow[] {
  let found: PredictionRow[] = [];
  for (const row of iteratePredictions(db, wanted)) {
    if (row.truth === null || row.truth === row.predicted) continue;
    found.push(row);
    if (found.length >= 50 * MOST) found = best(found);
  }
  return best(found);
}

function best(rows: readonly PredictionRow[]): PredictionRow[] {
  return rows
    .toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0) || a.sample - b.sample)
    .slice(0, MOST);
}

function readImage(reader: ImageReader, { path, cell, sha256 }: IndexedSample): Uint8Array | undefined {
  const read = path === null ? null : reader.read({ path, cell }, LARGEST);
  if (!read?.ok || createHash('sha256').update(read.bytes).digest('hex') !== sha256) return undefined;
  return read.bytes;
}

function drawn(image: Sharp, treatment: ImageTreatment): Promise<Buffer> {
  const picture = image.resize(SIZE, SIZE, { fit: 'cover' }).flatten({ background: '#ffffff' });
  return (treatment === 'blurred' ? picture.blur(BLUR) : picture).jpeg({ quality: 82 }).toBuffer();
}
