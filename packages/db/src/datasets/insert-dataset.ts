import { sep } from 'node:path';
import { type Sample, UserError } from '@evenhand/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { errorCode } from '../database-error.js';
import { bulkInserter } from '../inserter.js';
import { datasets, labelSets, samples } from '../schema/index.js';
import type { NewDataset, StoredDataset } from '../types.js';
import { bulkWrite } from '../write.js';
import { RepeatedDigests, storeIdenticalImages } from './store-identical-images.js';
import { toStoredDataset } from './stored-dataset.js';

const insertSamplesInto = bulkInserter(samples);

/**
 * Registers a data set with all its samples, in one transaction. Its name is the manifest's.
 *
 * @throws UserError `dataset_exists`, `duplicate_sample`
 */
export function insertDataset(db: Db, dataset: NewDataset): StoredDataset {
  const { manifest, digest, root, repairs, warnings } = dataset;
  return bulkWrite(db, () => {
    const { name } = manifest;
    if (db.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, name)).get()) {
      throw new UserError({
        code: 'dataset_exists',
        message: `The data set ${name} is already in this workspace.`,
        hint: `Give another --name, or remove it first: evenhand dataset remove ${name}`,
      });
    }
    const { id } = db
      .insert(datasets)
      .values({
        name,
        digest,
        manifest,
        root,
        sampleCount: 0,
        repairs,
        warnings,
        addedAt: new Date().toISOString(),
      })
      .returning({ id: datasets.id })
      .get();
    const sampleCount = insertSamples(db, { datasetId: id, root, samples: dataset.samples });
    return toStoredDataset(
      db.update(datasets).set({ sampleCount }).where(eq(datasets.id, id)).returning().get(),
    );
  });
}

interface LabelSet {
  labelSet: number;
  sampleCount: number;
}

function insertSamples(
  db: Db,
  options: { datasetId: number; root: string; samples: Iterable<Sample> },
): number {
  const { datasetId, root } = options;
  const store = insertSamplesInto(db, ({ sampleId }, error) =>
    errorCode(error) === 'SQLITE_CONSTRAINT_UNIQUE' ? duplicateSample(sampleId) : error,
  );
  const digests = new RepeatedDigests();
  const inRoot = root.endsWith(sep) ? root : root + sep;
  const sets = new Map<string, LabelSet>();
  const byObject = new WeakMap<Sample['labels'], LabelSet>();
  let sampleIndex = 0;
  for (const sample of options.samples) {
    // Large data sets share one object among samples with the same labels.
    let set = byObject.get(sample.labels);
    if (!set) {
      const labels = JSON.stringify(sample.labels);
      set = sets.get(labels);
      if (!set) {
        set = { labelSet: sets.size, sampleCount: 0 };
        sets.set(labels, set);
        db.insert(labelSets)
          .values({ datasetId, labels: sample.labels, ...set })
          .run();
      }
      byObject.set(sample.labels, set);
    }
    set.sampleCount += 1;
    store.add({
      datasetId,
      sampleIndex,
      sampleId: sample.id,
      path: storedPath(sample.path, inRoot),
      imageRow: sample.cell?.row ?? null,
      sha256: sample.sha256,
      cluster: sample.cluster ?? null,
      labelSet: set.labelSet,
    });
    digests.add(sampleIndex, sample.sha256);
    sampleIndex += 1;
  }
  store.flush();
  storeIdenticalImages(db, datasetId, digests);
  for (const { labelSet, sampleCount } of sets.values()) {
    db.update(labelSets)
      .set({ sampleCount })
      .where(and(eq(labelSets.datasetId, datasetId), eq(labelSets.labelSet, labelSet)))
      .run();
  }
  return sampleIndex;
}

/** As the column `path` holds it: relative where it can be, empty where there is no image. */
function storedPath(path: string | null, inRoot: string): string {
  if (path === null) return '';
  return path.startsWith(inRoot) ? path.slice(inRoot.length) : path;
}

function duplicateSample(id: string): UserError {
  return new UserError({
    code: 'duplicate_sample',
    message: `The sample ${id} occurs more than once in the data set.`,
    hint: 'Every image may appear in one row only: remove the repeated rows from the table.',
  });
}
