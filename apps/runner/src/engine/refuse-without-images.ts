import { type Sample, UserError } from '@evenhand/contracts';

/** Refuses to run a model over a data set that was made from imported predictions. */
export function refuseWithoutImages(dataset: string, samples: readonly Sample[]): void {
  if (samples.some(({ path }) => path !== null)) return;
  throw new UserError({
    code: 'dataset_without_images',
    message: `The data set ${dataset} has no images: it was made from a file of predictions.`,
    hint: 'Register the images with evenhand dataset add, then run the model on that data set.',
  });
}
