import type { Composition, Group } from '@evenhand/contracts';
import type { CountTable } from '../counts/count-table.js';
import { groupingCells } from '../groupings/grouping-cells.js';
import { breslowDayTest, mantelHaenszel, type Stratum } from '../hypothesis/mantel-haenszel.js';
import type { Proportion } from '../intervals/proportion.js';
import { directStandardisation } from '../standardise/direct.js';
import { kitagawaDecomposition } from '../standardise/kitagawa.js';

/**
 * Accuracy of the groups at one common mix of the other attributes, and how much of the gap between the best and the
 * worst group (of those with at least `minimumN` images) is left there: a group may do badly only because it holds
 * more of the images that are hard for everyone. Null where no other attribute is left, or no two groups to compare.
 */
export function composition(
  counts: CountTable,
  by: readonly string[],
  { minimumN, confidence }: { minimumN: number; confidence: number },
): Composition | null {
  const attributes = counts.space.spec.attributes.map(({ name }) => name);
  const others = attributes.filter((name) => !by.includes(name));
  if (others.length === 0 || by.length === 0) return null;
  const { groups, strata, reference } = stratify(counts, by, others);
  const values = groups.map((group, g) => {
    const own = strata[g] ?? [];
    const { crude, value, interval, coverage } = directStandardisation(own, reference, { confidence });
    const n = own.reduce((sum, stratum) => sum + stratum.n, 0);
    const isKnown = value !== null;
    return {
      group: { ...group },
      crude,
      standardised: {
        value,
        low: isKnown ? interval.low : null,
        high: isKnown ? interval.high : null,
        n,
        method: 'wilson-effective-n',
        ...(!isKnown && { reason: 'no_samples' as const }),
      },
      coverage,
      strata: own,
    };
  });
  const ranked = values.filter(({ standardised, crude }) => standardised.n >= minimumN && crude !== null);
  const best = ranked.reduce<(typeof ranked)[number] | null>(
    (most, entry) => (most === null || (entry.crude ?? 0) > (most.crude ?? 0) ? entry : most),
    null,
  );
  const worst = ranked.reduce<(typeof ranked)[number] | null>(
    (least, entry) => (least === null || (entry.crude ?? 0) < (least.crude ?? 0) ? entry : least),
    null,
  );
  if (!best || !worst || best === worst) return null;
  const split = kitagawaDecomposition(best.strata, worst.strata);
  if (!split) return null;
  return {
    over: others,
    groups: values.map(({ strata: _, ...entry }) => entry),
    decomposition: {
      best: best.group,
      worst: worst.group,
      gap: split.gap,
      rates: split.rates,
      composition: split.composition,
      reversed: split.isReversed,
      conditional: conditionalOn(best.strata, worst.strata),
    },
  };
}

type Conditional = NonNullable<Composition['decomposition']['conditional']>;

function conditionalOn(best: readonly Proportion[], worst: readonly Proportion[]): Conditional {
  const strata = best.map((a, index): Stratum => ({ a, b: worst[index] ?? { count: 0, n: 0 } }));
  const { riskDifference, oddsRatio, test } = mantelHaenszel(strata);
  return { difference: riskDifference, oddsRatio, test, homogeneity: breslowDayTest(strata) };
}

interface Strata {
  groups: readonly Group[];
  /** Right answers and images per group and stratum. */
  strata: Proportion[][];
  /** Images per stratum over all groups. */
  reference: number[];
}

function stratify(counts: CountTable, by: readonly string[], others: readonly string[]): Strata {
  const { space, entries } = counts;
  const size = space.spec.labels.length;
  const own = groupingCells(space, by);
  const rest = groupingCells(space, others);
  const strata = own.groups.map(() => rest.groups.map((): Proportion => ({ count: 0, n: 0 })));
  const reference = rest.groups.map(() => 0);
  for (const [key, n] of entries) {
    const cell = Math.floor(key / (size * size));
    const stratum = rest.groupOf(cell);
    const part = strata[own.groupOf(cell)]?.[stratum];
    if (!part) continue;
    part.n += n;
    if (Math.floor(key / size) % size === key % size) part.count += n;
    reference[stratum] = (reference[stratum] ?? 0) + n;
  }
  return { groups: own.groups, strata, reference };
}
