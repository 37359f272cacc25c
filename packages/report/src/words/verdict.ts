import type { Disparity, TaskAudit } from '@evenhand/contracts';

/**
 * Whether a gap between groups is more than noise: `real` where it stays significant after adjusting for everything
 * that was looked at, `noise` where it does not, `unknown` where fewer than two groups have enough images.
 */
export type Verdict = 'real' | 'noise' | 'unknown';

export function verdictOf(disparity: Disparity | undefined, task: Pick<TaskAudit, 'plan'>): Verdict {
  const p = disparity?.q ?? disparity?.p ?? null;
  if (!disparity || p === null || disparity.gap.value === null) return 'unknown';
  return p <= (task.plan?.alpha ?? 0.05) ? 'real' : 'noise';
}

/** `p < 0.001`, else three digits. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}
