import type { NumberRange } from '@evenhand/contracts';
import type { Claim, Found } from './claim-table.js';
import type { ClassMargin } from './class-margin.js';
import { distance, SLACK } from './printed-range.js';
import { beyondText, rangeText, statedText } from './range-text.js';
import type { Supports } from './supports.js';

interface Rows {
  supports: Supports;
  margins: ReadonlyMap<string, ClassMargin>;
}

/** Averages and the accuracy against the classes that make them; nothing where classes are missing. */
export function averageContradictions(claims: readonly Claim[], rows: Rows): Found[] {
  const { supports } = rows;
  const whole = notWhole(claims, supports.total);
  if (!supports.complete) return whole;
  const found = [...whole, ...predictedContradiction(claims, rows)];
  for (const claim of claims) {
    if (claim.class !== undefined) continue;
    const possible = averageOf(claim.metric, claims, rows);
    const beyond = possible ? distance(claim.range, possible.range) : 0;
    if (!possible || beyond === 0) continue;
    found.push({
      rule: possible.rule,
      message: `${statedText(claim)} cannot come from the classes' ${possible.from}, which leave ${rangeText(possible.range)}: ${beyondText(beyond)}.`,
      claims: [claim.place, ...possible.claims],
      stated: claim.range,
      possible: possible.range,
      beyond,
    });
  }
  return found;
}

interface Average {
  rule: 'accuracy' | 'macro' | 'weighted';
  from: string;
  range: NumberRange;
  claims: number[];
}

/** What the classes leave for one average; undefined where a class does not state what is averaged. */
function averageOf(metric: string, claims: readonly Claim[], rows: Rows): Average | undefined {
  const { classes } = rows.supports;
  if (metric === 'accuracy' || metric === 'weighted_recall') {
    const rule = metric === 'accuracy' ? 'accuracy' : 'weighted';
    return average({ rule, base: 'recall', from: 'recalls and supports' }, claims, rows);
  }
  const [, weighting, base] = /^(macro|weighted)_(precision|recall|f1)$/u.exec(metric) ?? [];
  const from = `${base}${weighting === 'weighted' ? ' and supports' : ''}`;
  if (weighting === 'weighted' && base) return average({ rule: 'weighted', base, from }, claims, rows);
  if (weighting === 'macro' && base) {
    // A class without images: some count it as 0, others leave it out.
    if ([...classes.values()].some(({ n }) => n === 0)) return undefined;
    return average({ rule: 'macro', base, from }, claims, rows);
  }
  if (metric === 'balanced_accuracy' && [...classes.values()].every(({ n }) => n > 0)) {
    return average({ rule: 'macro', base: 'recall', from: 'recalls' }, claims, rows);
  }
  return undefined;
}

function average(
  how: { rule: Average['rule']; base: string; from: string },
  claims: readonly Claim[],
  { supports, margins }: Rows,
): Average | undefined {
  let [low, high, weights] = [0, 0, 0];
  const places: number[] = [];
  for (const [label, { n }] of supports.classes) {
    const claim = claims.find((entry) => entry.class === label && entry.metric === how.base);
    if (!claim) return undefined;
    const weight = how.rule === 'macro' ? 1 : n;
    const range = possibleRange(claim, n, margins.get(label));
    low += weight * range.low;
    high += weight * range.high;
    weights += weight;
    places.push(claim.place);
  }
  if (weights === 0) return undefined;
  return {
    rule: how.rule,
    from: how.from,
    range: { low: low / weights, high: high / weights },
    claims: places,
  };
}

/** Of a recall only shares of the class's images are possible, which says more where these are few. */
function possibleRange(claim: Claim, n: number, margin: ClassMargin | undefined): NumberRange {
  const { low, high } = claim.range;
  if (claim.metric !== 'recall' || !margin || n === 0)
    return { low: Math.max(0, low), high: Math.min(1, high) };
  return {
    low: Math.max(low, margin.correct.low / n),
    high: Math.min(high, margin.correct.high / n),
  };
}

/** Every image is predicted as one class, so the predictions of all classes add up to all images. */
function predictedContradiction(claims: readonly Claim[], { supports, margins }: Rows): Found[] {
  const { total, classes } = supports;
  if (total === undefined || margins.size < classes.size) return [];
  let [low, high] = [0, 0];
  for (const { predicted } of margins.values()) {
    low += predicted.low;
    high += predicted.high;
  }
  const possible = { low, high };
  const stated = { low: total, high: total };
  const beyond = distance(stated, possible);
  if (beyond === 0) return [];
  return [
    {
      rule: 'predicted',
      message: `By precision, recall and support the classes were predicted for ${rangeText(possible)} images together, of ${total}: ${beyondText(beyond)}.`,
      claims: claims.filter((claim) => claim.class !== undefined).map(({ place }) => place),
      stated,
      possible,
      beyond,
    },
  ];
}

/** An accuracy that no whole number of right images gives. */
function notWhole(claims: readonly Claim[], total: number | undefined): Found[] {
  if (total === undefined || total === 0) return [];
  return claims.flatMap((claim) => {
    if (claim.metric !== 'accuracy' || claim.class !== undefined) return [];
    const first = Math.ceil(claim.range.low * total - SLACK * total);
    if (first <= claim.range.high * total + SLACK * total) return [];
    const nearest = Math.round(claim.value * total) / total;
    const possible = { low: nearest, high: nearest };
    const beyond = distance(claim.range, possible);
    return {
      rule: 'margin',
      message: `${statedText(claim)} is no share of ${total} images; the nearest is ${rangeText(possible)}: ${beyondText(beyond)}.`,
      claims: [claim.place],
      stated: claim.range,
      possible,
      beyond,
    };
  });
}
