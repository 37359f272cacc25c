import type { RunWarning } from '@evenhand/contracts';
import type { Collected, CollectedTask } from './collected.js';
import type { Labels } from './own-dataset.js';
import type { PredictedSample } from './prediction-file.js';
import type { TaskPredictions } from './task-predictions.js';

export interface PredictedSamples {
  /** Samples that the file says something about. */
  count: number;
  warnings: RunWarning[];
  iterate(): Iterable<PredictedSample>;
}

/** The predictions of a file by sample. A sample that lacks the prediction of a task has failed. */
export function predictedSamples(input: {
  collected: Collected;
  tasks: readonly TaskPredictions[];
  /** By sample. */
  labels: readonly Labels[];
  count: number;
}): PredictedSamples {
  const { collected, tasks, labels } = input;
  const frames = [...new Set(tasks.map((task) => task.collected.frame))];
  const isThere = (sample: number): boolean =>
    collected.failures.has(sample) || frames.some((frame) => frame.lineOf(sample) > 0);
  let count = 0;
  for (let sample = 0; sample < input.count; sample += 1) if (isThere(sample)) count += 1;
  const readers = tasks.map((task, index) => taskReader(task, index, labels));
  return {
    count,
    warnings: tasks.flatMap((task) => contradictions(task, input.count)),
    *iterate() {
      for (let sample = 0; sample < input.count; sample += 1) {
        if (!isThere(sample)) continue;
        const predictions = readers.map((read) => read(sample));
        const complete = predictions.filter((prediction) => prediction !== null);
        const failure =
          collected.failures.get(sample) ??
          (complete.length === predictions.length ? null : missing(tasks, predictions));
        yield { sample, failure, predictions: failure === null ? complete : [] };
      }
    },
  };
}

function missing(
  tasks: readonly TaskPredictions[],
  predictions: readonly unknown[],
): PredictedSample['failure'] {
  const names = tasks.filter((_, index) => predictions[index] === null).map(({ task }) => task.name);
  return { code: 'missing_prediction', message: `the file has no prediction of ${names.join(', ')}` };
}

type Prediction = PredictedSample['predictions'][number];

function taskReader(
  { task, collected, byCode, scores, single, confidence }: TaskPredictions,
  index: number,
  labels: readonly Labels[],
): (sample: number) => Prediction | null {
  const { frame, predicted } = collected;
  const truths = new Map<Labels | undefined, number | null>();
  const truthOf = (own: Labels | undefined): number | null => {
    const known = truths.get(own);
    if (known !== undefined) return known;
    const value = task.truth === null ? null : own?.[task.truth.attribute];
    const label = value === null || value === undefined ? null : (task.truth?.labels[value] ?? null);
    const place = label === null ? null : task.labels.indexOf(label);
    truths.set(own, place);
    return place;
  };
  const isBinary = task.labels.length === 2;

  return (sample) => {
    const all = scoresOf({ collected, scores, single }, sample);
    const code = predicted === null ? Number.NaN : frame.value(predicted.place, sample);
    const place = predicted === null && all !== null ? argmax(all) : (byCode[code] ?? Number.NaN);
    if (Number.isNaN(place)) return null;
    const stated = confidence === null ? Number.NaN : frame.value(confidence, sample);
    const own = all ?? (isBinary && !Number.isNaN(stated) ? pairOf(stated, place) : null);
    return {
      task: index,
      truth: truthOf(labels[sample]),
      predicted: place,
      confidence: own?.[place] ?? (Number.isNaN(stated) ? null : stated),
      scores: own,
    };
  };
}

function scoresOf(
  { collected, scores, single }: { collected: CollectedTask } & Pick<TaskPredictions, 'scores' | 'single'>,
  sample: number,
): number[] | null {
  const { frame } = collected;
  if (single !== null) {
    const value = frame.value(single.place, sample);
    return Number.isNaN(value) ? null : pairOf(value, single.label);
  }
  if (scores === null) return null;
  const values = scores.map((place) => frame.value(place, sample));
  return values.some(Number.isNaN) ? null : values;
}

/** Of two classes, one's probability says the other's. */
function pairOf(probability: number, place: number): number[] {
  return place === 0 ? [probability, 1 - probability] : [1 - probability, probability];
}

/** The first of equals, as numpy and torch do. */
function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Predictions that are not the most probable label: a threshold of its own, or columns that do not belong together. */
function contradictions(task: TaskPredictions, count: number): RunWarning[] {
  const { collected, byCode } = task;
  const { predicted, frame } = collected;
  if (predicted === null || (task.scores === null && task.single === null)) return [];
  let differing = 0;
  for (let sample = 0; sample < count; sample += 1) {
    if (frame.lineOf(sample) === 0) continue;
    const scores = scoresOf(task, sample);
    const place = byCode[frame.value(predicted.place, sample)];
    if (scores === null || place === undefined) continue;
    if ((scores[place] ?? 0) < Math.max(...scores) - 1e-6) differing += 1;
  }
  if (differing === 0) return [];
  return [
    {
      code: 'not_most_probable',
      message: `${differing === 1 ? '1 prediction' : `${differing.toLocaleString('en-US')} predictions`} of ${task.task.name} ${differing === 1 ? 'is' : 'are'} not the label with the highest probability; the predicted label was used.`,
      count: differing,
    },
  ];
}
