import type { RunResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** Milliseconds between tasks: what is asked for meanwhile goes first. */
const PAUSE = 30;

/**
 * Makes ready in the background what a reader of a run's summary opens next: its tasks, one at a time, where they are
 * not stored. Each result is kept where the pages look for it.
 */
export async function prepareTasks(result: RunResult): Promise<void> {
  if (result.stored) return;
  for (const task of measuredTasks(result)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    taskResult(result, task);
  }
}
