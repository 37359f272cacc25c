import type { Db } from '../database.js';
import { inserter } from '../inserter.js';
import { identicalImages } from '../schema/index.js';

/** Hexadecimal digits that a number holds. */
const DIGITS = 13;

/** Finds samples with one digest among millions, while they are stored: 16 bytes for each. */
export class RepeatedDigests {
  readonly #samples: number[] = [];
  readonly #starts: number[] = [];

  /** A digest in hexadecimal digits; empty where the sample has no image. */
  add(sample: number, sha256: string): void {
    if (sha256 === '') return;
    this.#samples.push(sample);
    this.#starts.push(Number.parseInt(sha256.slice(0, DIGITS), 16));
  }

  /** The samples whose digest begins like another one's, in the order they came in. */
  candidates(): number[] {
    const sorted = Float64Array.from(this.#starts).sort();
    const repeated = new Set<number>();
    for (let place = 1; place < sorted.length; place += 1) {
      const start = sorted[place] ?? 0;
      if (start === sorted[place - 1]) repeated.add(start);
    }
    return this.#samples.filter((_, place) => repeated.has(this.#starts[place] ?? -1));
  }
}

const insertIdentical = inserter(identicalImages);

/** Stores which samples of a data set that has just been written are the same, byte for byte. */
export function storeIdenticalImages(db: Db, datasetId: number, digests: RepeatedDigests): void {
  const digest = db.$client
    .prepare<[dataset: number, sample: number], string>(
      'SELECT sha256 FROM samples WHERE dataset_id = ? AND sample_index = ?',
    )
    .pluck();
  const sets = new Map<string, number[]>();
  for (const sample of digests.candidates()) {
    const sha256 = digest.get(datasetId, sample) ?? '';
    const set = sets.get(sha256);
    if (set) set.push(sample);
    else sets.set(sha256, [sample]);
  }
  const store = insertIdentical(db);
  for (const set of sets.values()) {
    const [firstIndex = 0] = set;
    if (set.length > 1) for (const sampleIndex of set) store({ datasetId, firstIndex, sampleIndex });
  }
}
