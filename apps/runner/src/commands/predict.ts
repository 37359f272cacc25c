import { resolve } from 'node:path';
import type { ModelManifest } from '@evenhand/contracts';
import { getModel } from '@evenhand/db';
import { createImagePool, loadModelPackage, type ModelPackage, openSession } from '@evenhand/model';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { exitCode } from '../cli/exit-codes.js';
import { requireWeights } from '../engine/require-weights.js';
import { percent } from '../reporters/format.js';
import { table } from '../reporters/table.js';
import { modelFolder, parseModelRef } from '../workspace.js';
import { withDatabaseToRead } from './with-database.js';

/** What the model says about one image, or why it says nothing. */
type Answer =
  | { image: string; tasks: { task: string; predicted: string; scores: Record<string, number> }[] }
  | { image: string; error: { code: string; message: string } };

export function registerPredict(program: Command, environment: Environment): void {
  handle<[string[]], { model: string; device: string }>(
    environment,
    program
      .command('predict <image...>')
      .description('what a model says about these images: to look at the model, not at people')
      .requiredOption('--model <model>', 'model of this workspace: NAME@VERSION')
      .option('--device <device>', 'auto, cpu, webgpu, cuda …', 'cpu'),
    async (context, options, images) => {
      const model = await withDatabaseToRead(context, (db) => {
        const stored = getModel(db, parseModelRef(options.model));
        requireWeights(stored);
        return loadModelPackage(modelFolder(context.workspace, stored));
      });
      const answers = await predict(model, images, options.device);
      const cautions = model.manifest.card?.outOfScopeUse ?? [];
      if (context.json) {
        context.printJson({ model: options.model, images: answers, outOfScopeUse: cautions });
      } else {
        context.print(answers.map((answer) => answerText(context, model.manifest, answer)).join('\n\n'));
        context.print(`\n${caution(cautions)}`);
      }
      return answers.some((answer) => 'error' in answer) ? exitCode.input : exitCode.fine;
    },
  );
}

async function predict(model: ModelPackage, images: readonly string[], device: string): Promise<Answer[]> {
  const session = await openSession(model, { device });
  const pool = createImagePool({ spec: model.manifest.preprocess, threads: 1 });
  try {
    const answers: Answer[] = [];
    for (const image of images) {
      const prepared = await pool.prepare({ path: resolve(image) });
      if (!prepared.ok) {
        answers.push({ image, error: { code: prepared.code, message: prepared.message } });
        continue;
      }
      const scores = await session.run(prepared.pixels, 1);
      answers.push({
        image,
        tasks: model.manifest.tasks.map(({ name, labels }) => {
          const ranked = labels
            .map((label, index) => [label, scores.get(name)?.[index] ?? 0] as const)
            .sort((a, b) => b[1] - a[1]);
          return { task: name, predicted: ranked[0]?.[0] ?? '', scores: Object.fromEntries(ranked) };
        }),
      });
    }
    return answers;
  } finally {
    await pool.close();
    await session.close();
  }
}

/** Classes shown per task; the rest is in `--json`. */
const shownClasses = 3;

function answerText(context: Context, manifest: ModelManifest, answer: Answer): string {
  const heading = context.colors.bold(answer.image);
  if ('error' in answer) return `${heading}\n${answer.error.message} (${answer.error.code})`;
  return `${heading}\n${table(
    [{ title: 'task' }, { title: 'predicted' }, { title: 'probability', align: 'right' }, { title: 'then' }],
    answer.tasks.map(({ task, predicted, scores }) => [
      task,
      predicted,
      percent(scores[predicted] ?? null),
      Object.entries(scores)
        .slice(
          1,
          Math.min(shownClasses, manifest.tasks.find((entry) => entry.name === task)?.labels.length ?? 0),
        )
        .map(([label, score]) => `${label} ${percent(score)}`)
        .join(', '),
    ]),
  )}`;
}

function caution(outOfScope: readonly string[]): string {
  const general = 'A model’s guess from one image, not a fact about anyone.';
  if (outOfScope.length === 0) return general;
  return [`${general} Out of scope, says the model card:`, ...outOfScope.map((use) => `  - ${use}`)].join(
    '\n',
  );
}
