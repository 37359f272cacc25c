import type { AuditPlan, WorstSlice, WorstSlices } from '@evenhand/contracts';
import type { CountTable } from '../../counts/count-table.js';
import { scoreTest } from '../../hypothesis/score-test.js';
import type { Proportion } from '../../intervals/proportion.js';
import { benjaminiHochbergAdjusted } from '../../multiplicity/adjust.js';
import { maxTAdjusted } from '../../multiplicity/max-t.js';
import { largestScores, SLICE_DRAWS } from './largest-scores.js';
import { type LatticeSlice, type SliceLattice, sliceLattice } from './slice-lattice.js';

/** Exploratory slices are those with at most this false discovery rate. */
const FALSE_DISCOVERY_RATE = 0.1;
/** A slice is explained by a larger one that it does not differ from within at this level. */
const EXPLAINED = 0.1;
/** More than anyone reads. */
const LONGEST_LIST = 20;

/**
 * Slices that fare worse than the rest of the images, over the whole lattice of the groupings. `certified`: accuracy
 * below that of the rest, true of all listed slices at once (max-T over the lattice, after Cherian and Candès 2023).
 * `exploratory`: false discovery rate of at most 10 %. Both leave out slices that a larger listed slice explains, and
 * rank by how bad the slice is at least. Null where no slice has enough images.
 */
export function worstSlices(
  counts: CountTable,
  groupings: readonly (readonly string[])[],
  plan: AuditPlan,
): WorstSlices | null {
  const lattice = sliceLattice(counts, groupings, plan.minimumN);
  if (lattice.slices.length === 0) return null;
  const tested = testAll(lattice, plan);
  const isWorse = ({ entry }: Tested): boolean => (entry.excess.value ?? 0) > 0;
  const certified = tested.filter((own) => isWorse(own) && own.entry.adjustedP <= 1 - plan.confidence);
  const exploratory = tested.filter((own) => isWorse(own) && own.entry.q <= FALSE_DISCOVERY_RATE);
  return {
    metric: 'accuracy',
    slices: lattice.slices.length,
    draws: SLICE_DRAWS,
    certified: ranked(certified),
    exploratory: ranked(exploratory),
  };
}

interface Tested {
  slice: LatticeSlice;
  entry: WorstSlice;
}

function testAll(lattice: SliceLattice, plan: AuditPlan): Tested[] {
  const maxima = largestScores(lattice, plan.seed);
  const at = Math.min(maxima.length - 1, Math.ceil(plan.confidence * (maxima.length + 1)) - 1);
  const critical = maxima[at] ?? Number.POSITIVE_INFINITY;
  const tests = lattice.slices.map((slice) => scoreTest(slice, restOf(slice, lattice)));
  const q = benjaminiHochbergAdjusted(tests.map(({ p }) => p ?? 1));
  const adjusted = maxTAdjusted(
    tests.map(({ z }) => z ?? 0),
    maxima,
  );
  return lattice.slices.map((slice, index) => {
    const rest = restOf(slice, lattice);
    const [own, other] = [slice.count / slice.n, rest.count / rest.n];
    const excess = other - own;
    // The test's own standard error: the limits leave 0 out exactly where the adjusted p-value is small enough.
    const half = critical * pooledError(slice.n, lattice);
    return {
      slice,
      entry: {
        group: { ...slice.group },
        n: slice.n,
        value: own,
        rest: other,
        excess: {
          value: excess,
          low: Math.min(excess, Math.max(-1, excess - half)),
          high: Math.max(excess, Math.min(1, excess + half)),
          n: lattice.n,
          method: 'max-t',
        },
        p: tests[index]?.p ?? null,
        adjustedP: adjusted[index] ?? 1,
        q: q[index] ?? 1,
      },
    };
  });
}

function restOf(slice: LatticeSlice, { n, count }: SliceLattice): Proportion {
  return { n: n - slice.n, count: count - slice.count };
}

/** Standard error of a slice's difference from the rest at the common rate, as in the score test. */
function pooledError(images: number, { n, count }: SliceLattice): number {
  const rate = count / n;
  return Math.sqrt(rate * (1 - rate) * (1 / images + 1 / (n - images)) * (n / (n - 1)));
}

function ranked(found: readonly Tested[]): WorstSlice[] {
  return found
    .filter((own) => !found.some((larger) => explains(larger.slice, own.slice)))
    .map(({ entry }) => entry)
    .sort((a, b) => (b.excess.low ?? 0) - (a.excess.low ?? 0))
    .slice(0, LONGEST_LIST);
}

/** Whether `slice` is a part of `larger` that is not worse than the other parts of it. */
function explains(larger: LatticeSlice, slice: LatticeSlice): boolean {
  if (larger.by.length >= slice.by.length) return false;
  if (!larger.by.every((name) => slice.group[name] === larger.group[name])) return false;
  const others = { n: larger.n - slice.n, count: larger.count - slice.count };
  const { z, p } = scoreTest(slice, others);
  return p === null || z === null || z > 0 || p > EXPLAINED;
}
