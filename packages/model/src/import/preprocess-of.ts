import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelSourceManifest, type PreprocessSpec, UserError } from '@evenhand/contracts';
import { readPreprocessorConfig } from '../manifest/preprocessor-config.js';

const FILE = 'preprocessor_config.json';

/**
 * How a source wants its images: what a manifest says, else `preprocessor_config.json`.
 *
 * @throws UserError `preprocess_unknown`, `bad_preprocessor_config`
 */
export async function preprocessOf(folder: string, said: ModelSourceManifest): Promise<PreprocessSpec> {
  if (said.preprocess !== undefined) return said.preprocess;
  const file = join(folder, FILE);
  const exists = await stat(file).then(
    () => true,
    () => false,
  );
  if (exists) return readPreprocessorConfig(file);
  throw new UserError({
    code: 'preprocess_unknown',
    message: `Nobody says how images are prepared for the model in ${folder}: there is no ${FILE}, and no manifest has \`preprocess\`.`,
    hint: 'Add the file from the checkpoint, or describe `preprocess` in a model.yaml. A wrong guess would lower every score silently.',
  });
}
