import type { ChangeFinding, ModelComparison } from '@evenhand/contracts';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { countText, intervalText, type NumberStyle, numberText } from '../../../format/number-text.js';
import { groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { metricName } from '../../../words/metric-name.js';
import { pText } from '../../../words/verdict.js';
import type { Finding } from '../../report.js';

/** What became worse or better, certain changes first, as the document ranks them. */
export function changeFindings(
  { tasks }: ModelComparison,
  { certainOnly, most }: { certainOnly: boolean; most: number },
): Finding[] {
  return tasks
    .flatMap(({ task, findings }) => findings.map((finding) => ({ task, finding })))
    .filter(({ finding }) => finding.certain || !certainOnly)
    .toSorted((a, b) => rank(a.finding) - rank(b.finding))
    .slice(0, most)
    .map(({ task, finding }) => inWords(task, finding));
}

function rank({ verdict, certain }: ChangeFinding): number {
  return (verdict === 'worse' ? 0 : 2) + (certain ? 0 : 1);
}

function inWords(task: string, finding: ChangeFinding): Finding {
  const { verdict, certain, metric, delta, adjusted, group, base, candidate } = finding;
  const { unit } = metricFacts(metric);
  const style: NumberStyle = {
    unit: unit === 'percent' ? 'points' : unit,
    digits: columnDigits([delta], unit),
    signed: true,
  };
  const values: NumberStyle = { unit, digits: columnDigits([delta], unit) };
  const who = Object.keys(group).length === 0 ? 'all images' : groupName(group);
  const p = adjusted === null ? 'too few images to be certain' : `${pText(adjusted.p)}, adjusted`;
  return {
    verdict: certain ? verdict : 'unknown',
    label: certain ? (verdict === 'worse' ? 'Worse' : 'Better') : `Possibly ${verdict}`,
    title: `${capital(task)}: ${metricName(metric, finding.class).replace(/^[A-Z](?![A-Z0-9])/, (letter) => letter.toLowerCase())} for ${who}, ${numberText(delta.value, style)} ${intervalText(delta, style)}`,
    text: `From ${numberText(base, values)} to ${numberText(candidate, values)}, n = ${countText(delta.n)} (${p}).`,
  };
}
