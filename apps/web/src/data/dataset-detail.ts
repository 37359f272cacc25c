import type { Grouping, Slice } from '@evenhand/contracts';
import {
  getDataset,
  type IdenticalImages,
  readIdenticalImages,
  readLabelSetSizes,
  type StoredDataset,
} from '@evenhand/db';
import { allRuns } from './all-runs';
import { sharedCache } from './cache';
import { database } from './database';

export interface DatasetDetail {
  dataset: StoredDataset;
  /** Images per label of each attribute, and per pair of labels of each two attributes. */
  groupings: Grouping[];
  /** Byte for byte, when they were registered. */
  identical: IdenticalImages[];
  runs: number;
}

const kept = sharedCache<Grouping[]>('compositions', 50);

/** @throws UserError `unknown_dataset` */
export function datasetDetail(name: string): DatasetDetail {
  const db = database();
  const dataset = getDataset(db, name);
  const groupings = kept.get(`${name} ${dataset.digest}`, () => countGroupings(dataset));
  const identical = readIdenticalImages(db, name);
  return { dataset, groupings, identical, runs: allRuns().filter((run) => run.dataset.name === name).length };
}

function countGroupings({ name, manifest }: StoredDataset): Grouping[] {
  const sets = readLabelSetSizes(database(), name);
  const { attributes } = manifest;
  const singles = attributes.map((attribute) => [attribute]);
  const pairs = attributes.flatMap((first, index) =>
    attributes.slice(index + 1).map((second) => [first, second]),
  );
  return [...singles, ...pairs].map((by) => {
    const counts = new Map<string, number>();
    let unlabelled = 0;
    for (const { labels: own, samples: n } of sets) {
      const labels = by.map((attribute) => own[attribute.name] ?? null);
      if (labels.includes(null)) unlabelled += n;
      else counts.set(JSON.stringify(labels), (counts.get(JSON.stringify(labels)) ?? 0) + n);
    }
    const combinations = by.reduce<string[][]>(
      (made, attribute) => made.flatMap((labels) => attribute.labels.map((label) => [...labels, label])),
      [[]],
    );
    const slices = combinations.map(
      (labels): Slice => ({
        group: Object.fromEntries(by.map((attribute, index) => [attribute.name, labels[index] ?? ''])),
        n: counts.get(JSON.stringify(labels)) ?? 0,
        confusion: [],
        metrics: {},
        classes: [],
      }),
    );
    return {
      by: by.map((attribute) => attribute.name),
      degenerate: false,
      slices,
      disparities: [],
      unlabelled,
    };
  });
}
