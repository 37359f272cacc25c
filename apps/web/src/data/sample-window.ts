import { stat } from 'node:fs/promises';
import { readSamplesAt } from '@evenhand/db';
import type { SampleQuery } from '../lib/sample-query';
import { database } from './database';
import { matchingSamples } from './matching-samples';
import type { RunResult } from './run-result';

/** Whether an image's file is there; `none` for samples of imported predictions, which never had one. */
export type ImageState = 'there' | 'missing' | 'none';

/** One image as the grid shows it. */
export interface SampleTile {
  index: number;
  id: string;
  truth: string | null;
  predicted: string;
  confidence: number | null;
  image: ImageState;
}

export interface SampleWindow {
  total: number;
  from: number;
  tiles: SampleTile[];
}

/** Images asked for at once, at most. */
export const WINDOW_LIMIT = 240;

/** A stretch of the images that a query finds. */
export async function sampleWindow(
  result: RunResult,
  query: SampleQuery,
  { from, count }: { from: number; count: number },
): Promise<SampleWindow> {
  const { columns, positions } = await matchingSamples(result, query);
  const labels = result.run.tasks.find((task) => task.name === query.task)?.labels ?? [];
  const shown = [...positions.subarray(from, from + Math.min(count, WINDOW_LIMIT))];
  const indices = shown.map((position) => columns.sample[position] ?? 0);
  const samples = readSamplesAt(database(), result.run.dataset.name, indices);
  const tiles = await Promise.all(
    samples.map(async ({ index, id, path }, place): Promise<SampleTile> => {
      const position = shown[place] ?? 0;
      const confidence = columns.confidence[position] ?? Number.NaN;
      return {
        index,
        id,
        truth: labels[columns.truth[position] ?? -1] ?? null,
        predicted: labels[columns.predicted[position] ?? -1] ?? '',
        confidence: Number.isNaN(confidence) ? null : confidence,
        image: path === null ? 'none' : (await isFile(path)) ? 'there' : 'missing',
      };
    }),
  );
  return { total: positions.length, from, tiles };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
