import type { Planned } from '../groups/evidence.js';

const CONFIDENCE = 0.95;

/** How sure the limits are: as the plan says, else 0.95. */
export function confidenceOf({ plan }: Planned): number {
  return plan?.confidence ?? CONFIDENCE;
}

/** `95 %`, of the limits of a task. */
export function confidenceText(planned: Planned = {}): string {
  return `${Math.round(confidenceOf(planned) * 1000) / 10}\u202f%`;
}
