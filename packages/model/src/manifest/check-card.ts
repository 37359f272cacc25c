import { type ModelCard, type ModelTask, UserError } from '@evenhand/contracts';

/**
 * The numbers that a card reports must be about tasks and labels that the model has: where they are not, card and
 * labels belong to different models.
 *
 * @throws UserError `bad_manifest`
 */
export function checkCard(card: ModelCard | undefined, tasks: readonly ModelTask[]): void {
  for (const { task: taskName, class: label } of card?.reported?.metrics ?? []) {
    const task = tasks.find((candidate) => candidate.name === taskName);
    if (task !== undefined && (label === undefined || task.labels.includes(label))) continue;
    throw new UserError({
      code: 'bad_manifest',
      message: `The card reports a number for ${taskName}${label === undefined ? '' : ` "${label}"`}, which is not a task and label of this model.`,
      hint: 'Use the manifest that belongs to this model.',
    });
  }
}
