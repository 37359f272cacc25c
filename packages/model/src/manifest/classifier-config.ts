import { readFile } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { z } from 'zod';
import { type OutputLabels, outputLabels } from './output-labels.js';

const pixels = z.int().min(1);

const classifierConfig = z.object({
  id2label: z.record(z.string(), z.string()).optional(),
  problem_type: z.string().nullish(),
  image_size: z.union([pixels, z.tuple([pixels, pixels])]).nullish(),
});

/** What config.json says about an image classifier that was exported to ONNX. */
export interface ClassifierConfig extends OutputLabels {
  /** [height, width] that the model was made for; undefined where it does not say. */
  imageSize: [number, number] | undefined;
}

/**
 * `config.json` of a transformers image classifier.
 *
 * @throws UserError `bad_config`; `not_single_label` where its outputs are no classes of which one is true
 */
export async function readClassifierConfig(file: string): Promise<ClassifierConfig> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw bad(file, cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = classifierConfig.safeParse(content);
  if (!parsed.success) throw bad(file, z.prettifyError(parsed.error));
  const { id2label, problem_type: problem, image_size: size } = parsed.data;
  // transformers leaves the type out, or null, and takes several labels for the classes of one question.
  if (typeof problem === 'string' && problem !== 'single_label_classification') {
    throw new UserError({
      code: 'not_single_label',
      message: `${file} says that the model is for ${problem}; its outputs are not classes of which one is true.`,
      hint: 'Evenhand audits classifiers that choose one label per task. Describe such outputs as tasks in a model.yaml.',
    });
  }
  const imageSize: [number, number] | undefined =
    typeof size === 'number' ? [size, size] : (size ?? undefined);
  return { ...outputLabels(file, id2label), imageSize };
}

function bad(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_config',
    message: `${file} is not a usable model configuration: ${what}`,
    hint: 'It must be the config.json that was saved with the model; labels in a model.yaml go before it.',
  });
}
