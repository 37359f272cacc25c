import type { ModelManifest, Sample } from '@evenhand/contracts';
import type { StoredPrediction } from '@evenhand/db';
import { seeded } from './random.js';

/** How good the made-up model is. */
export interface Skill {
  /** Share of right answers per task where nothing else applies. */
  accuracy: Readonly<Record<string, number>>;
  /** Share of right answers lost where all these labels hold. */
  harder: readonly { where: Readonly<Record<string, string>>; task: string; loss: number }[];
  /** Part of the wrong answers that are the neighbouring class in natural order. */
  near: number;
}

/** Draws what a model of this skill says about the samples, in their order. Scores only where `withScores`. */
export function* simulate(
  samples: Iterable<{ index: number; labels: Sample['labels'] }>,
  options: { model: ModelManifest; skill: Skill; seed: number; withScores: boolean },
): Generator<StoredPrediction[]> {
  const { model, skill, withScores } = options;
  const random = seeded(options.seed);
  const tasks = model.tasks.map((task) => ({ ...task, order: task.order ?? task.labels }));
  for (const { index, labels } of samples) {
    yield tasks.map((task, taskIndex): StoredPrediction => {
      const truthLabel = labels[task.name] ?? null;
      const truth = truthLabel === null ? null : task.labels.indexOf(truthLabel);
      let chance = skill.accuracy[task.name] ?? 0.8;
      for (const { where, task: name, loss } of skill.harder) {
        if (name === task.name && Object.entries(where).every(([key, value]) => labels[key] === value))
          chance -= loss;
      }
      const right = truth !== null && random() < chance;
      const predicted = right ? truth : wrongClass(task, { truth, near: skill.near, random });
      const sure = right ? 0.55 + 0.45 * Math.sqrt(random()) : 0.35 + 0.55 * random();
      const confidence = Math.max(sure, 1.02 / task.labels.length);
      const rest = (1 - confidence) / Math.max(1, task.labels.length - 1);
      return {
        sample: index,
        task: taskIndex,
        truth,
        predicted,
        confidence,
        scores: withScores ? task.labels.map((_, label) => (label === predicted ? confidence : rest)) : null,
      };
    });
  }
}

function wrongClass(
  task: { kind: string; labels: readonly string[]; order: readonly string[] },
  { truth, near, random }: { truth: number | null; near: number; random: () => number },
): number {
  const size = task.labels.length;
  if (truth === null) return Math.floor(random() * size);
  if (task.kind === 'ordinal' && random() < near) {
    const position = task.order.indexOf(task.labels[truth] ?? '');
    const neighbour = task.order[position + (random() < 0.6 ? -1 : 1)];
    if (neighbour !== undefined) return task.labels.indexOf(neighbour);
  }
  // Each class is mistaken for a few others more often than for the rest.
  const step = random() < 0.6 ? 1 : 1 + Math.floor(random() * Math.max(1, size - 1));
  return (truth + step) % size;
}
