import type { GateDocument, PolicyRule, RuleCheck, Verdict } from '@evenhand/contracts';
import { intervalText, metricFacts, type NumberStyle, numberText } from '@evenhand/report';
import type { Context } from '../cli/context.js';
import { count, groupName } from './format.js';

type Colors = Context['colors'];

/** Groups that are named before "and n more". */
const MOST_NAMED = 4;
const COLUMN = 'NOT ENOUGH DATA'.length + 2;

/** Every rule of a policy with its verdict, and the number behind each verdict that is not PASS. */
export function gateText(gate: GateDocument, colors: Colors): string {
  const lines = gate.rules.flatMap(({ rule, verdict, checks }) => [
    coloured(verdict.padEnd(COLUMN), verdict, colors) + ruleText(rule),
    ...checks
      .filter((check) => checks.length === 1 || check.verdict !== 'PASS')
      .map((check) => `${' '.repeat(COLUMN)}${checkText(rule, check)}`),
  ]);
  const against = gate.baseline === null ? '' : ` against run ${gate.baseline}`;
  const open =
    gate.verdict === 'NOT ENOUGH DATA' && gate.policy.on_insufficient_data === 'warn'
      ? ' (the policy lets this pass)'
      : '';
  return [
    `Run ${gate.run}${against}, ${percentText(gate.looks.confidence)} confidence${releaseText(gate)}`,
    '',
    ...lines,
    '',
    ...(gate.looks.warning === null ? [] : [colors.yellow(`Warning: ${gate.looks.warning}`), '']),
    `Gate: ${coloured(gate.verdict, gate.verdict, colors)}${open}`,
  ].join('\n');
}

function percentText(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** ` (release 2 on these images: what is left of 95 %)`. */
function releaseText({ looks, policy }: GateDocument): string {
  if (looks.releaseLook === null) return '';
  return ` (release ${looks.releaseLook} on these images, of ${percentText(policy.confidence)} for all)`;
}

function coloured(text: string, verdict: Verdict, colors: Colors): string {
  if (verdict === 'PASS') return colors.green(text);
  return verdict === 'FAIL' ? colors.red(text) : colors.yellow(text);
}

/** `gender: recall by race: gap at most 5.0 points`. */
function ruleText(rule: PolicyRule): string {
  const label = rule.class === undefined ? '' : ` of ${rule.class}`;
  const by = rule.by === undefined ? '' : ` by ${rule.by.join(' × ')}`;
  const subject = `${rule.task}: ${rule.metric}${label}${by}`;
  switch (rule.check) {
    case 'max_gap':
      return `${subject}: gap at most ${numberText(rule.limit, style(rule.metric, 'difference'))}`;
    case 'floor':
      return `${subject}: at least ${numberText(rule.limit, style(rule.metric, 'value'))}`;
    case 'no_regression':
      return `${subject}: no regression of ${numberText(rule.margin, style(rule.metric, 'difference'))} or more`;
  }
}

function checkText(rule: PolicyRule, check: RuleCheck): string {
  const kind = rule.check === 'floor' ? 'value' : 'difference';
  const own = style(rule.metric, kind, rule.check === 'no_regression');
  const name = check.class === undefined ? '' : `${check.class}: `;
  const value = `${numberText(check.estimate.value, own)} ${intervalText(check.estimate, own)}`.trimEnd();
  const about = check.groups.map(groupName).join(rule.check === 'max_gap' ? ' and ' : '');
  const whom = about === '' ? '' : rule.check === 'max_gap' ? ` between ${about}` : ` for ${about}`;
  const needed =
    check.needed === null ? '' : `; about ${count(check.needed)} images per group would settle it`;
  return `${name}${value}${whom}${needed}${lackingText(check)}`;
}

function lackingText({ lacking }: RuleCheck): string {
  if (lacking.length === 0) return '';
  const named = lacking.slice(0, MOST_NAMED).map(groupName).join(', ');
  const more = lacking.length > MOST_NAMED ? ` and ${lacking.length - MOST_NAMED} more` : '';
  return `; too few images: ${named}${more}`;
}

/** Rates in percent, their differences in points, other metrics in their own unit. */
function style(metric: string, kind: 'value' | 'difference', signed = false): NumberStyle {
  const { unit } = metricFacts(metric);
  const isRate = unit === 'percent';
  return { unit: isRate && kind === 'difference' ? 'points' : unit, digits: isRate ? 1 : 3, signed };
}
