import { describe, expect, it } from 'vitest';
import { proportionGroup } from '../gaps/gap-group.js';
import { agrestiMinEstimate } from '../paired/paired-difference.js';
import { sampleBinomial } from '../random/binomial.js';
import { type RandomStream, randomStream } from '../random/random-stream.js';
import { gapChangeInterval, type PairedGapGroup } from './gap-change.js';

/** Race groups of FairFace's validation split. */
const SIZES = [2085, 1623, 1556, 1550, 1516, 1415, 1209];
const RUNS = 250;

/** One group's images under two models whose rates are known and whose mistakes mostly coincide. */
function draw(n: number, [before, after]: [number, number], random: RandomStream): PairedGapGroup {
  // Of the images that one model has right, the other has as many right as the rates allow, less a tenth.
  const both = Math.min(before, after) * 0.9;
  const right = sampleBinomial(n, before, random);
  const kept = sampleBinomial(right, both / before, random);
  const fixed = sampleBinomial(n - right, (after - both) / (1 - before), random);
  const { value, se } = agrestiMinEstimate({ n, fixed, broken: right - kept });
  return {
    base: proportionGroup({ count: right, n }),
    candidate: proportionGroup({ count: kept + fixed, n }),
    change: value,
    error: se,
  };
}

const gap = (rates: readonly number[]): number => Math.max(...rates) - Math.min(...rates);
const even = (value: number): number[] => SIZES.map(() => value);
const spread = (from: number, to: number): number[] =>
  SIZES.map((_, g) => from + ((to - from) * g) / (SIZES.length - 1));

describe('the interval for the change of a gap covers the truth', () => {
  // The scenarios of the methodology, where the paired bootstrap covers it in 30 to 100 % of cases.
  it.each([
    ['equal under both models', even(0.75), even(0.78)],
    ['a spread that vanishes', spread(0.6, 0.86), even(0.78)],
    ['a spread that shrinks', spread(0.6, 0.86), spread(0.68, 0.86)],
    ['one group left behind', even(0.75), [0.71, ...even(0.75).slice(1)]],
    ['a small spread, slightly better', spread(0.72, 0.75), spread(0.74, 0.76)],
  ])('%s', (name, before, after) => {
    const truth = gap(after) - gap(before);
    let covered = 0;
    for (let replicate = 0; replicate < RUNS; replicate++) {
      const random = randomStream({ seed: 7, replicate });
      const groups = SIZES.map((n, g) => draw(n, [before[g] ?? 0, after[g] ?? 0], random));
      const found = gapChangeInterval(groups);
      if (found && found.low <= truth && truth <= found.high) covered += 1;
    }
    // 95 % less two standard errors of 250 runs.
    expect(covered / RUNS, name).toBeGreaterThan(0.92);
  });
});

it('is null for fewer than two groups and holds the observed change', () => {
  const random = randomStream({ seed: 8 });
  const groups = [draw(40, [0.9, 0.5], random), draw(35, [0.5, 0.9], random)];
  expect(gapChangeInterval(groups.slice(1))).toBeNull();
  const observed =
    gap(groups.map((group) => group.candidate.value)) - gap(groups.map((group) => group.base.value));
  const { low, high } = gapChangeInterval(groups) ?? { low: 1, high: -1 };
  expect(low <= observed && observed <= high).toBe(true);
});
