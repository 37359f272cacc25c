import { differences } from './compare.js';
import { confusionMetrics } from './confusion.js';
import { distributions } from './distributions.js';
import { groupComparisons } from './groups.js';
import type { Implementation, Inputs } from './inputs.js';
import { intervals } from './intervals.js';
import knownAnswers from './known-answers.json' with { type: 'json' };
import { scores } from './scores.js';
import { tests } from './tests.js';

export interface KnownAnswerFailure {
  id: string;
  function: string;
  /** What differs, and by how much. */
  message: string;
}

export interface KnownAnswerReport {
  passed: number;
  total: number;
  failures: KnownAnswerFailure[];
}

/** Name of a case's function → what computes it here. */
export const implementations: Readonly<Record<string, Implementation>> = {
  ...distributions,
  ...intervals,
  ...tests,
  ...confusionMetrics,
  ...groupComparisons,
  ...scores,
};

interface Case {
  id: string;
  function: string;
  inputs: Inputs;
  expected: unknown;
  rtol: number;
}

/** One case: null where it holds. A case that nothing computes, or whose function throws, is a failure. */
function check({ id, function: name, inputs, expected, rtol }: Case): KnownAnswerFailure | null {
  const implementation = implementations[name];
  if (!implementation) return { id, function: name, message: 'nothing computes this' };
  try {
    const found = differences(implementation(inputs), expected, rtol);
    return found.length === 0 ? null : { id, function: name, message: found.join('; ') };
  } catch (error) {
    return { id, function: name, message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Runs the reference values that ship with the package (213 cases with 50-digit, scipy, statsmodels and scikit-learn
 * oracles) through the functions that make every audit, each at its own stated relative tolerance.
 */
export function runKnownAnswers(): KnownAnswerReport {
  const cases: readonly Case[] = knownAnswers.cases;
  const failures = cases.map(check).filter((failure) => failure !== null);
  return { passed: cases.length - failures.length, total: cases.length, failures };
}
