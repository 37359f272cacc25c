import { existsSync } from 'node:fs';
import { UserError } from '@evenhand/contracts';
import { type IndexedSample, readSampleOutcome, readSamplesAt, type SampleOutcome } from '@evenhand/db';
import type { SampleQuery } from '../lib/sample-query';
import { database } from './database';
import { matchingSamples } from './matching-samples';
import type { RunResult } from './run-result';
import type { ImageState } from './sample-window';

export interface SampleDetail {
  sample: IndexedSample;
  outcome: SampleOutcome;
  image: ImageState;
  /** Where it stands among the images of the query: its place, and its neighbours' indices. */
  place: number | undefined;
  total: number;
  previous: number | undefined;
  next: number | undefined;
}

/** @throws UserError `unknown_sample` */
export async function sampleDetail(
  result: RunResult,
  index: number,
  query: SampleQuery,
): Promise<SampleDetail> {
  const db = database();
  const [sample] = Number.isInteger(index) ? readSamplesAt(db, result.run.dataset.name, [index]) : [];
  if (!sample) {
    throw new UserError({
      code: 'unknown_sample',
      message: `The data set ${result.run.dataset.name} has no sample ${index}.`,
    });
  }
  const { columns, positions } = await matchingSamples(result, query);
  const place = placeOf(index, columns.sample, positions);
  const at = (other: number): number | undefined => {
    const position = positions[other];
    return position === undefined ? undefined : columns.sample[position];
  };
  return {
    sample,
    outcome: readSampleOutcome(db, { run: result.run.id, sample: index }),
    image: sample.path === null ? 'none' : existsSync(sample.path) ? 'there' : 'missing',
    place: place < 0 ? undefined : place,
    total: positions.length,
    previous: place < 0 ? undefined : at(place - 1),
    next: place < 0 ? undefined : at(place + 1),
  };
}

/** −1 where it is none of them. A loop: a function for each of a million images takes a quarter of a second. */
function placeOf(sample: number, samples: Uint32Array, positions: Uint32Array): number {
  for (let place = 0; place < positions.length; place += 1) {
    if (samples[positions[place] ?? 0] === sample) return place;
  }
  return -1;
}
