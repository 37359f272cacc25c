import type { RunWarning, TaskAudit } from '@evenhand/contracts';

/**
 * Warns of tasks whose predictions agree with the truth less than chance would, beyond doubt: the whole interval of
 * Cohen's kappa is below zero. No model is that bad by accident; labels or columns were mixed up.
 */
export function invertedPolarity(tasks: readonly TaskAudit[]): RunWarning[] {
  return tasks.flatMap(({ task, labels, overall: { metrics } }) => {
    const kappa = metrics['cohen_kappa'];
    if (kappa?.value == null || kappa.high === null || kappa.high >= 0) return [];
    const accuracy = metrics['accuracy']?.value ?? 0;
    const [a = '', b = ''] = labels;
    const how =
      labels.length === 2
        ? `"${a}" and "${b}" seem to be swapped in the predictions or in the truth`
        : 'the labels seem to be mixed up';
    return [
      {
        code: 'worse_than_chance',
        message: `${task} is right for ${(100 * accuracy).toFixed(1)} % of the samples, which is less than chance (Cohen's kappa ${kappa.value.toFixed(2)}): ${how}. Check it before you believe any number of this run.`,
      },
    ];
  });
}
