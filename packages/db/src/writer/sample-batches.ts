import type { Sample } from '@evenhand/contracts';
import type { Batch } from './writer-thread.js';

/** Samples without images, as a data set made of predictions has them. */
export interface ImagelessSamples {
  /** By index. */
  ids: readonly string[];
  /** By index; the same object for the same labels. */
  labels: readonly Sample['labels'][];
}

/** Some samples on their way to another thread. */
export interface SampleBatch {
  ids: string[];
  /** Which labels each has, among all that came up to here. */
  sets: Uint32Array;
  /** Labels that came up first in this batch. */
  found: Sample['labels'][];
}

const SIZE = 4096;

export function* packSamples({ ids, labels }: ImagelessSamples): Generator<Batch> {
  const known = new Map<Sample['labels'], number>();
  for (let from = 0; from < ids.length; from += SIZE) {
    const found: Sample['labels'][] = [];
    const own = labels.slice(from, from + SIZE);
    const sets = Uint32Array.from(own, (entry) => {
      let set = known.get(entry);
      if (set === undefined) {
        set = known.size;
        known.set(entry, set);
        found.push(entry);
      }
      return set;
    });
    const content: SampleBatch = { ids: ids.slice(from, from + SIZE), sets, found };
    yield { content, transfer: [sets.buffer], samples: own.length };
  }
}

export function* unpackSamples(batches: Iterable<SampleBatch>): Generator<Sample> {
  const known: Sample['labels'][] = [];
  for (const { ids, sets, found } of batches) {
    known.push(...found);
    for (const [place, id] of ids.entries()) {
      yield { id, path: null, sha256: '', labels: known[sets[place] ?? 0] ?? {} };
    }
  }
}
