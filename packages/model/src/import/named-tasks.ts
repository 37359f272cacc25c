import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSourceManifest, PreprocessSpec } from '@evenhand/contracts';
import { readClassifierConfig } from '../manifest/classifier-config.js';
import { outputGeometry } from '../preprocess/geometry.js';
import { type LabelledTask, withLabels } from './source-task.js';

/** The only task of a classifier that nobody named. */
const ONLY_TASK = 'label';

export interface NamedTasksOptions {
  folder: string;
  said: ModelSourceManifest;
  preprocess: PreprocessSpec;
  onNote: (note: string) => void;
}

/**
 * Tasks of an ONNX model: those of the manifest; labels that it leaves out, or the whole task, come from config.json,
 * as an exported transformers classifier has it.
 *
 * @returns undefined where neither says anything
 * @throws UserError `labels_unknown`, `bad_config`, `not_single_label`
 */
export async function namedTasks({
  folder,
  said,
  preprocess,
  onNote,
}: NamedTasksOptions): Promise<LabelledTask[] | undefined> {
  const { tasks } = said;
  if (tasks?.every((task) => task.labels !== undefined)) return withLabels(tasks, undefined, folder);
  const file = join(folder, 'config.json');
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  if (!exists) return tasks && withLabels(tasks, undefined, folder);
  const { labels, notes, imageSize } = await readClassifierConfig(file);
  for (const note of notes) onNote(note);
  const { height, width } = outputGeometry(preprocess);
  if (imageSize !== undefined && (imageSize[0] !== height || imageSize[1] !== width)) {
    onNote(
      `config.json speaks of images of ${imageSize.join('×')} pixels, the preprocessing gives ${height}×${width}; the preprocessing is what is used.`,
    );
  }
  if (tasks !== undefined) return withLabels(tasks, labels, folder);
  return labels && [{ name: ONLY_TASK, kind: 'nominal', labels }];
}
