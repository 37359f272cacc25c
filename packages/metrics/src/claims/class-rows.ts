import type { NumberRange } from '@evenhand/contracts';
import type { Claim, Found } from './claim-table.js';
import { type ClassMargin, classMargin } from './class-margin.js';
import { distance, SLACK } from './printed-range.js';
import { beyondText, rangeText, statedText } from './range-text.js';
import type { Supports } from './supports.js';

/** What is wrong within a class's row, and the whole numbers of images that the other rows allow. */
export function rowContradictions(
  claims: readonly Claim[],
  { classes, total }: Supports,
): { found: Found[]; margins: Map<string, ClassMargin> } {
  const found: Found[] = [];
  const margins = new Map<string, ClassMargin>();
  for (const label of new Set(claims.flatMap((claim) => claim.class ?? []))) {
    const row = (metric: string): Claim | undefined =>
      claims.find((claim) => claim.class === label && claim.metric === metric);
    const [precision, recall, f1] = [row('precision'), row('recall'), row('f1')];
    const harmonic = precision && recall && f1 && harmonicContradiction({ precision, recall, f1 });
    if (harmonic) {
      found.push(harmonic);
      continue;
    }
    const support = classes.get(label);
    if (!support || (!precision && !recall && !f1)) continue;
    const margin = classMargin({
      support: support.n,
      total,
      precision: precision?.range,
      recall: recall?.range,
      f1: f1?.range,
    });
    if (margin) margins.set(label, margin);
    else found.push(impossible({ n: support.n, precision, recall, f1 }));
  }
  return { found, margins };
}

function harmonicContradiction(row: { precision: Claim; recall: Claim; f1: Claim }): Found | undefined {
  const { precision, recall, f1 } = row;
  const possible = harmonicRange(precision.range, recall.range);
  const beyond = distance(f1.range, possible);
  if (beyond === 0) return undefined;
  return {
    rule: 'f1',
    message: `${statedText(f1)} cannot come from ${statedText(precision)} and ${statedText(recall)}, which leave ${rangeText(possible)}: ${beyondText(beyond)}.`,
    claims: [f1.place, precision.place, recall.place],
    stated: f1.range,
    possible,
    beyond,
  };
}

/** The harmonic mean rises with both, so the ends give the ends. */
function harmonicRange(precision: NumberRange, recall: NumberRange): NumberRange {
  return {
    low: harmonicMean(precision.low, recall.low),
    high: harmonicMean(precision.high, recall.high),
  };
}

function harmonicMean(a: number, b: number): number {
  return a > 0 && b > 0 ? (2 * a * b) / (a + b) : 0;
}

interface Row {
  n: number;
  precision: Claim | undefined;
  recall: Claim | undefined;
  f1: Claim | undefined;
}

/** No whole numbers of images fit: which rate is the first that cannot be had, and the nearest that can. */
function impossible(row: Row): Found {
  const { n, precision, recall, f1 } = row;
  if (recall) {
    const right = Math.round(recall.value * n);
    const miss = missed(recall, [share(right, n)]);
    if (miss) return noShare([recall], miss, n);
  }
  const rights = recall ? wholeNumbers(recall.range, n) : [];
  const predictions = (right: number): number[] => (precision ? around(right, precision.range) : []);
  const precisions = rights.flatMap((right) => predictions(right).map((m) => share(right, m)));
  const miss = precision && missed(precision, precisions);
  if (precision && recall && miss) return noShare([precision, recall], miss, n);
  const rates = rights.flatMap((right) => predictions(right).map((m) => share(2 * right, n + m)));
  const stated = [f1, precision, recall].filter((claim) => claim !== undefined);
  const nearest = f1 && nearestTo(f1.value, rates);
  const range = stated[0]?.range ?? { low: 0, high: 1 };
  const possible = nearest === undefined ? range : { low: nearest, high: nearest };
  return noShare(stated, { stated: range, possible, beyond: distance(range, possible) }, n);
}

interface Miss {
  stated: NumberRange;
  possible: NumberRange;
  beyond: number;
}

/** By how much the nearest of the rates that can be had misses a claim; undefined where one fits. */
function missed(claim: Claim, rates: readonly number[]): Miss | undefined {
  const nearest = nearestTo(claim.value, rates);
  if (nearest === undefined) return undefined;
  const possible = { low: nearest, high: nearest };
  const beyond = distance(claim.range, possible);
  return beyond > 0 ? { stated: claim.range, possible, beyond } : undefined;
}

function noShare(claims: readonly Claim[], miss: Miss, n: number): Found {
  const [first, ...rest] = claims.map(statedText);
  const beside = rest.length > 0 ? ` beside ${rest.join(' and ')}` : '';
  const nearest =
    miss.beyond > 0 ? `; the nearest is ${rangeText(miss.possible)}: ${beyondText(miss.beyond)}` : '';
  return {
    rule: 'margin',
    message: `No whole numbers of ${n} images of the class give ${first}${beside}${nearest}.`,
    claims: claims.map(({ place }) => place),
    ...miss,
  };
}

function nearestTo(value: number, rates: readonly number[]): number | undefined {
  let nearest = rates[0];
  for (const rate of rates) {
    if (nearest === undefined || Math.abs(rate - value) < Math.abs(nearest - value)) nearest = rate;
  }
  return nearest;
}

function wholeNumbers({ low, high }: NumberRange, n: number): number[] {
  const first = Math.max(0, Math.ceil(low * n - SLACK));
  const last = Math.min(n, Math.floor(high * n + SLACK));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Numbers of predictions just outside and inside of what a precision allows for so many right ones. */
function around(right: number, { low, high }: NumberRange): number[] {
  const least = Math.max(right, Math.floor(right / high));
  const most = low > 0 ? Math.ceil(right / low) : least + 1;
  return [least, least + 1, most - 1, most].filter((m) => m >= Math.max(1, right));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
