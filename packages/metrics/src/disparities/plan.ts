import type { AuditPlan } from '@evenhand/contracts';

/** Groups with fewer images in the denominator are shown, but not ranked. */
const MINIMUM_N = 30;

const DEFAULT_PLAN: AuditPlan = {
  confidence: 0.95,
  minimumN: MINIMUM_N,
  undefinedClasses: 'exclude',
  headline: ['accuracy', 'recall'],
  reference: 'rest',
  margin: 0.05,
  alpha: 0.05,
  power: 0.8,
  seed: 20240229,
  permutations: 0,
};

/** The plan of an audit: what was not decided is decided here, and recorded in the document. */
export function auditPlan(decided: Partial<AuditPlan> = {}): AuditPlan {
  const given = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined));
  return { ...DEFAULT_PLAN, ...given };
}
