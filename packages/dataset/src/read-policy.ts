import { type DeclaredPlan, declaredPlan, type Policy, policy } from '@evenhand/contracts';
import { readYaml } from './read-yaml.js';

/** Reads what a gate requires (`--policy FILE`). Throws a UserError `invalid_policy` or `file_not_found`. */
export function readPolicy(file: string): Promise<Policy> {
  return readYaml(file, policy, 'invalid_policy');
}

/** Reads what was decided before a run (`--plan FILE`). Throws a UserError `invalid_plan` or `file_not_found`. */
export function readPlan(file: string): Promise<DeclaredPlan> {
  return readYaml(file, declaredPlan, 'invalid_plan');
}
