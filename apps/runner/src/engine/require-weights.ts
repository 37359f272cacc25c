import { UserError } from '@evenhand/contracts';
import type { StoredModel } from '@evenhand/db';

/** Refuses to run a model that is known by its predictions alone. */
export function requireWeights({ name, version, manifest }: StoredModel): void {
  if (!('predictions' in manifest)) return;
  throw new UserError({
    code: 'model_without_weights',
    message: `${name}@${version} has no weights: its predictions were imported from ${manifest.predictions.file}.`,
    hint: 'Its runs can be shown, compared and reported. To run a model, add it with evenhand model add.',
  });
}
