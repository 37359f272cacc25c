import type { RunResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** Milliseconds between tasks: what is asked for meanwhile goes first. */
const PAUSE = 30;

/** Audits a run's tasks in the background, one at a time: who reads a run's summary opens its tasks next. */
export function prepareTasks(result: RunResult): void {
  void (async () => {
    for (const task of measuredTasks(result)) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      taskResult(result, task);
    }
  })();
}
