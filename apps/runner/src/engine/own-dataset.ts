import { basename, dirname, parse } from 'node:path';
import { type DatasetManifest, type RunWarning, UserError } from '@evenhand/contracts';
import { datasetDigest, type PredictionFile } from '@evenhand/dataset';
import { type Db, type ImagelessDataset, listDatasets } from '@evenhand/db';
import { checkName } from '../workspace.js';

export type OwnDataset = NonNullable<PredictionFile['own']>;

export interface OwnDatasetRequest {
  file: string;
  /** The file's name where left out. */
  name: string | undefined;
  /** What a manifest says about it. */
  described: DatasetManifest | null;
}

/**
 * The data set without images that is made of a file's own truth and groups. `isNew`: it is still to be stored.
 *
 * @throws UserError `dataset_exists`
 */
export function describeOwnDataset(
  db: Db,
  own: OwnDataset,
  { file, name: asked, described }: OwnDatasetRequest,
): { dataset: Omit<ImagelessDataset, 'onProgress'>; isNew: boolean } {
  const name = datasetName(file, asked);
  const { attributes, ids, labels, repairs } = own;
  const digest = datasetDigest(attributes, {
    ids,
    sample: (index) => ({ sha256: '', labels: labels[index] ?? {} }),
  });
  const taken = listDatasets(db).find((entry) => entry.name === name);
  // The predictions of a second model in the same table have the same samples, truth and groups.
  if (taken && taken.digest !== digest) {
    throw new UserError({
      code: 'dataset_exists',
      message: `There is a data set ${name} already, with other samples or labels than ${basename(file)}.`,
      hint: `Name the new one with --new-dataset NAME, or say with --dataset ${name} that the predictions are about that one.`,
    });
  }
  const manifest: DatasetManifest = {
    ...(described === null
      ? { schemaVersion: 1, labels: 'unknown' as const }
      : describedOnly(
          described,
          attributes.map((attribute) => attribute.name),
        )),
    name,
    description: `Made from the file of predictions ${basename(file)}; without images.`,
    attributes,
  };
  const samples = { ids, labels };
  return {
    dataset: { manifest, digest, root: dirname(file), samples, repairs, warnings: missingLabels(own) },
    isNew: taken === undefined,
  };
}

/** What a manifest says about people and labels; where its images are is of no interest here. */
function describedOnly(
  { title, licence, citation, source, labels, groupings }: DatasetManifest,
  attributes: readonly string[],
): Omit<DatasetManifest, 'name' | 'attributes'> {
  const own = groupings?.filter((by) => by.every((name) => attributes.includes(name)));
  return {
    schemaVersion: 1,
    labels,
    ...(title === undefined ? {} : { title }),
    ...(licence === undefined ? {} : { licence }),
    ...(citation === undefined ? {} : { citation }),
    ...(source === undefined ? {} : { source }),
    ...(own === undefined || own.length === 0 ? {} : { groupings: own }),
  };
}

function datasetName(file: string, asked: string | undefined): string {
  if (asked !== undefined) return checkName(asked, 'data set name');
  const plain = parse(file)
    .name.replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100);
  return checkName(plain || 'predictions', 'data set name');
}

function missingLabels({ attributes, labels }: OwnDataset): RunWarning[] {
  return attributes.flatMap(({ name }) => {
    let count = 0;
    for (const own of labels) if (own[name] === null) count += 1;
    if (count === 0) return [];
    const message = `${count === 1 ? '1 sample has' : `${count.toLocaleString('en-US')} samples have`} no label for ${name}.`;
    return [{ code: 'missing_labels', message, count }];
  });
}
