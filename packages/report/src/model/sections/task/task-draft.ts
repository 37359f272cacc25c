import type { TaskAudit } from '@evenhand/contracts';
import type { Draft } from '../../draft.js';
import { pointer } from '../../pointer.js';

/** A task with its place in the audit document. */
export interface TaskDraft {
  draft: Draft;
  task: TaskAudit;
  /** Identifier of tables and figures of this task: unique, whatever the task is called. */
  id: string;
  /** Pointer to a place inside the task. */
  at(...steps: readonly (string | number)[]): string;
}

export function taskDraft(draft: Draft, index: number): TaskDraft {
  const task = draft.input.audit.tasks[index];
  if (!task) throw new Error(`there is no task ${index}`);
  return { draft, task, id: `task-${index + 1}`, at: (...steps) => pointer('tasks', index, ...steps) };
}

/** Labels as people order them, each with its place in the document's lists. */
export function displayOrder({ labels, order }: TaskAudit): { label: string; index: number }[] {
  return (order ?? labels).map((label) => ({ label, index: labels.indexOf(label) }));
}
