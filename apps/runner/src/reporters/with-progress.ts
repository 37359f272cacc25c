import type { Context } from '../cli/context.js';
import { Interrupted } from '../cli/run-command.js';
import { createProgress, type Progress } from './progress.js';

export interface ProgressWords {
  label: string;
  /** What a Ctrl-C leaves behind, in a sentence. */
  interrupted: string;
}

/**
 * Work that reports how far it is: shown as a bar, which is gone when the work ends, well or not. After a Ctrl-C the
 * next report throws.
 *
 * @throws Interrupted
 */
export async function withProgress<Result>(
  context: Context,
  { label, interrupted }: ProgressWords,
  work: (report: Progress['update']) => Promise<Result>,
): Promise<Result> {
  const signal = context.interruption();
  const progress = createProgress(context, label);
  try {
    return await work((state) => {
      if (signal.aborted) throw new Interrupted(interrupted);
      progress.update(state);
    });
  } finally {
    progress.clear();
  }
}
