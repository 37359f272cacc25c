import type { ClaimContradiction, NumberRange, ReportedMetrics } from '@evenhand/contracts';
import { averageContradictions } from './average-contradictions.js';
import { type Claim, claimTables, type Found } from './claim-table.js';
import { rowContradictions } from './class-rows.js';
import { distance, intersection } from './printed-range.js';
import { beyondText, rangeText, statedText } from './range-text.js';
import { supportContradictions } from './supports.js';

/** Rates: everything else that a card may state is not between 0 and 1. */
const RATES = /^(?:accuracy|balanced_accuracy|(?:macro_|weighted_)?(?:precision|recall|f1))$/u;

/**
 * The numbers of a card that contradict each other, without anything being run. Interval arithmetic on what the
 * printed numbers may have been before rounding, and whole numbers of images: what is reported cannot be true, so
 * there are no false alarms, but not every wrong number is found.
 * @param labels Task → all its labels. A table with all of them is complete.
 */
export function checkClaims(
  reported: ReportedMetrics,
  labels: Readonly<Record<string, readonly string[]>>,
): ClaimContradiction[] {
  return claimTables(reported).flatMap(({ task, claims }) => {
    const found = [...outOfRange(claims), ...statedTwice(claims)];
    const supports = supportContradictions(claims, labels[task]);
    found.push(...supports.found);
    const rows = rowContradictions(claims, supports);
    found.push(...rows.found, ...averageContradictions(claims, { supports, margins: rows.margins }));
    return found.map((contradiction) => ({ task, ...contradiction }));
  });
}

const SHARE: NumberRange = { low: 0, high: 1 };

function outOfRange(claims: readonly Claim[]): Found[] {
  return claims.flatMap((claim) => {
    const beyond = RATES.test(claim.metric) ? distance(claim.range, SHARE) : 0;
    if (beyond === 0) return [];
    const message = `${statedText(claim)} is no share of images, which is between 0 and 1.`;
    return { rule: 'range', message, claims: [claim.place], stated: claim.range, possible: SHARE, beyond };
  });
}

/** The same number stated more than once: 0.9638 and 0.96 agree, 0.9638 and 0.97 do not. */
function statedTwice(claims: readonly Claim[]): Found[] {
  const first = new Map<string, { claims: Claim[]; range: NumberRange }>();
  const found: Found[] = [];
  for (const claim of claims) {
    // All images that are of a class and found, over all images: the weighted recall is the accuracy.
    const metric = claim.metric === 'weighted_recall' ? 'accuracy' : claim.metric;
    const key = JSON.stringify([metric, claim.class]);
    const known = first.get(key);
    const common = known && intersection(known.range, claim.range);
    if (known && !common) {
      const beyond = distance(known.range, claim.range);
      const others = known.claims.map(statedText).join(' and ');
      found.push({
        rule: 'same',
        message: `${statedText(claim)} is the same number as ${others}, which leaves ${rangeText(known.range)}: ${beyondText(beyond)}.`,
        claims: [...known.claims.map(({ place }) => place), claim.place],
        stated: claim.range,
        possible: known.range,
        beyond,
      });
    } else {
      first.set(key, { claims: [...(known?.claims ?? []), claim], range: common ?? claim.range });
    }
  }
  return found;
}
