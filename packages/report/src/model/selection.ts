import { type AuditDocument, UserError } from '@evenhand/contracts';

/** A predicted class that means being chosen, as in a hiring tool: `hired` of task `decision`. */
export interface Selection {
  task: string;
  label: string;
}

/**
 * Refuses a selection of a task or class that the run does not have.
 *
 * @throws UserError `unknown_selection`
 */
export function checkSelections({ tasks }: AuditDocument, selections: readonly Selection[]): void {
  for (const { task: name, label } of selections) {
    const task = tasks.find((entry) => entry.task === name);
    if (!task) {
      throw new UserError({
        code: 'unknown_selection',
        message: `The run has no task ${name}, so nothing can be selected by it.`,
        hint: `Its tasks are ${tasks.map((entry) => entry.task).join(', ')}.`,
      });
    }
    if (!task.labels.includes(label)) {
      throw new UserError({
        code: 'unknown_selection',
        message: `Task ${name} has no class ${label}, so nobody can be selected by it.`,
        hint: `Its classes are ${task.labels.join(', ')}.`,
      });
    }
  }
}
