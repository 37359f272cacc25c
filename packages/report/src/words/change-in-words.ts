import type { ChangeFinding } from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts } from '../format/metric-facts.js';
import { countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { groupName } from '../groups/group-name.js';
import { capital, lowerFirst } from './capital.js';
import { metricName } from './metric-name.js';
import { pText } from './verdict.js';

export interface ChangeInWords {
  /** `Certainly worse`, `Possibly better` … */
  label: string;
  title: string;
  text: string;
}

/** What changed for whom: "Gender: accuracy for 0-2, −18 points [−25, −11]". */
export function changeInWords(task: string, finding: ChangeFinding): ChangeInWords {
  const { verdict, certain, metric, class: label, delta, adjusted, group, base, candidate } = finding;
  const { unit } = metricFacts(metric);
  const digits = columnDigits([delta], unit);
  const style: NumberStyle = { unit: unit === 'percent' ? 'points' : unit, digits, signed: true };
  const who = Object.keys(group).length === 0 ? 'all images' : groupName(group);
  const p = adjusted === null ? 'too few images to be certain' : `${pText(adjusted.p)}, adjusted`;
  return {
    label: `${certain ? 'Certainly' : 'Possibly'} ${verdict}`,
    title: `${capital(task)}: ${lowerFirst(metricName(metric, label))} for ${who}, ${numberText(delta.value, style)} ${intervalText(delta, { ...style, signed: false })}`,
    text: `From ${numberText(base, { unit, digits })} to ${numberText(candidate, { unit, digits })}, n = ${countText(delta.n)} (${p}).`,
  };
}
