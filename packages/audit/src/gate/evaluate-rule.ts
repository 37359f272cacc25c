import type { PolicyRule, RuleCheck, Verdict } from '@evenhand/contracts';
import { checkFloor } from './check-floor.js';
import { checkGap } from './check-gap.js';
import { checkRegression } from './check-regression.js';
import { classesOf } from './rule-classes.js';
import type { RuleEvidence } from './rule-evidence.js';

/**
 * Decides one rule, class by class where its metric is one of classes: FAIL where a class fails, else PASS where all
 * pass. A PASS needs no correction for their number, since every one must pass; the limits that a FAIL needs hold for
 * all classes and groups of the rule at once, since any one may fail. A group with fewer images than the plan's minimum
 * keeps a rule from passing: it is never silently dropped.
 *
 * @throws UserError those of {@link classesOf} and {@link checkRegression}
 */
export function evaluateRule(
  rule: PolicyRule,
  evidence: RuleEvidence,
): { verdict: Verdict; checks: RuleCheck[] } {
  const labels = classesOf(rule, evidence.auditAt(evidence.confidence));
  const context = { evidence, classes: labels.length };
  const checks = labels.map((label): RuleCheck => {
    switch (rule.check) {
      case 'max_gap':
        return checkGap(rule, label, context);
      case 'floor':
        return checkFloor(rule, label, context);
      case 'no_regression':
        return checkRegression(rule, label, context);
    }
  });
  return { verdict: worstVerdict(checks.map(({ verdict }) => verdict)), checks };
}

/** FAIL where any fails, else NOT ENOUGH DATA where any is open, else PASS. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('FAIL')) return 'FAIL';
  return verdicts.includes('NOT ENOUGH DATA') || verdicts.length === 0 ? 'NOT ENOUGH DATA' : 'PASS';
}
