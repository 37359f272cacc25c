import { resolve } from 'node:path';
import { getModel } from '@evenhand/db';
import { createImagePool, loadModelPackage, type ModelPackage, openSession } from '@evenhand/model';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { exitCode } from '../cli/exit-codes.js';
import { requireWeights } from '../engine/require-weights.js';
import { unscored } from '../engine/unscored.js';
import { percent } from '../reporters/format.js';
import { table } from '../reporters/table.js';
import { modelFolder, parseModelRef } from '../workspace.js';
import { withDatabaseToRead } from './with-database.js';

/** What the model says about one image. */
interface Said {
  image: string;
  tasks: { task: string; predicted: string; scores: Record<string, number> }[];
}

/** What it says, or why it says nothing. */
type Answer = Said | { image: string; error: { code: string; message: string } };

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
        const told: string[] = [];
        for (const answer of answers) {
          if ('error' in answer)
            context.warn(`${answer.image}: ${answer.error.message} (${answer.error.code})`);
          else told.push(answerText(context, answer));
        }
        if (told.length > 0) context.print([...told, caution(cautions)].join('\n\n'));
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
      const error = unscored(scores, { position: 0, of: 1 });
      if (error !== undefined) {
        answers.push({ image, error });
        continue;
      }
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

function answerText({ colors }: Context, { image, tasks }: Said): string {
  return `${colors.bold(image)}\n${table(
    [{ title: 'task' }, { title: 'predicted' }, { title: 'probability', align: 'right' }, { title: 'then' }],
    tasks.map(({ task, predicted, scores }) => [
      task,
      predicted,
      percent(scores[predicted] ?? null),
      Object.entries(scores)
        .filter(([label]) => label !== predicted)
        // A label such as "7" is a key that JavaScript puts first, whatever its score.
        .sort((a, b) => b[1] - a[1])
        .slice(0, shownClasses - 1)
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
