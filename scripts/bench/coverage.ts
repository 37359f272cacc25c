import {
  bootstrapCounts,
  f1Interval,
  gapInterval,
  type Interval,
  percentileInterval,
  proportionGroup,
  randomStream,
  sampleBinomial,
  sampleMultinomial,
  wilsonInterval,
} from '@evenhand/metrics';
import type { Benchmark, Figure } from './benchmark.js';

const SEED = 20240229;
const RUNS = 20_000;
/** The bootstrap costs hundreds of times as much, and is only here for contrast. */
const BOOTSTRAP_RUNS = 1000;
const REPLICATES = 400;
const SIZES = [30, 100, 400];
/** Prevalence of a class in the group, and its precision, recall and F1. */
const CLASSES = [
  { prevalence: 0.1, f1: 0.6 },
  { prevalence: 0.3, f1: 0.874 },
  { prevalence: 0.5, f1: 0.965 },
];
/** Group sizes of FairFace's validation set: races, and races × genders. */
const RACES = [2085, 1556, 1623, 1550, 1415, 1516, 1209];
const RACES_GENDERS = [1122, 963, 799, 757, 793, 830, 777, 773, 735, 680, 753, 763, 813, 396];

const covers = ({ low, high }: Interval, truth: number): boolean => low <= truth && truth <= high;
const percent = (count: number, runs: number): string => `${((100 * count) / runs).toFixed(1)} %`;

/** Share of `runs` in which `run` is true; runs without an answer are left out. */
function share(runs: number, run: (index: number) => boolean | null): string {
  let [hits, counted] = [0, 0];
  for (let index = 0; index < runs; index++) {
    const result = run(index);
    if (result === null) continue;
    counted += 1;
    if (result) hits += 1;
  }
  return percent(hits, counted);
}

/** How often nominal 95 % intervals hold the truth. Seeded: the same figures on every machine. */
export const coverage: Benchmark = async () => [
  ...SIZES.map(wilsonOfAccuracy),
  ...SIZES.flatMap((n) => CLASSES.flatMap((own) => classIntervals(n, own))),
  ...gaps('7 races equal at 0.73', RACES, () => 0.73),
  ...gaps('7 races equal at 0.96', RACES, () => 0.96),
  ...gaps('14 races × genders equal at 0.96', RACES_GENDERS, () => 0.96),
  ...gaps('7 races from 0.60 to 0.86', RACES, (g) => 0.6 + (0.26 * g) / 6),
];

function wilsonOfAccuracy(n: number): Figure {
  const random = randomStream({ seed: SEED, stratum: n });
  const value = share(RUNS, () => {
    const rate = 0.5 + 0.48 * random.uniform();
    return covers(wilsonInterval(sampleBinomial(n, rate, random), n), rate);
  });
  return { what: `accuracy 0.50–0.98, n = ${n}: Wilson`, value };
}

function classIntervals(n: number, { prevalence, f1 }: { prevalence: number; f1: number }): Figure[] {
  const random = randomStream({ seed: SEED, replicate: Math.round(100 * prevalence), stratum: n });
  const tp = prevalence * f1;
  const wrong = prevalence - tp;
  const draw = (): number[] => sampleMultinomial(n, [tp, wrong, wrong, 1 - tp - 2 * wrong], random);
  const where = `prevalence ${prevalence}, F1 ${f1}, n = ${n}`;
  return [
    {
      what: `recall, ${where}: Wilson`,
      value: share(RUNS, () => {
        const [hits = 0, missed = 0] = draw();
        return hits + missed === 0 ? null : covers(wilsonInterval(hits, hits + missed), f1);
      }),
    },
    {
      what: `F1, ${where}: Wilson on the Jaccard index`,
      value: share(RUNS, () => {
        const [hits = 0, missed = 0, alarms = 0] = draw();
        return hits + missed + alarms === 0
          ? null
          : covers(f1Interval({ tp: hits, fp: alarms, fn: missed }), f1);
      }),
    },
    {
      what: `F1, ${where}: percentile bootstrap`,
      value: share(BOOTSTRAP_RUNS, (run) => {
        const { values } = bootstrapCounts([draw()], f1Of, { seed: SEED + run, replicates: REPLICATES });
        return values.length === 0 ? null : covers(percentileInterval(values), f1);
      }),
    },
  ];
}

function f1Of([cells = []]: readonly (readonly number[])[]): number | null {
  const [tp = 0, fn = 0, fp = 0] = cells;
  return tp + fn + fp === 0 ? null : (2 * tp) / (2 * tp + fn + fp);
}

function gaps(what: string, sizes: readonly number[], rateOf: (group: number) => number): Figure[] {
  const rates = sizes.map((_, group) => rateOf(group));
  const truth = Math.max(...rates) - Math.min(...rates);
  const random = randomStream({
    seed: SEED,
    replicate: sizes.length,
    stratum: Math.round(1000 * (rates[0] ?? 0)),
  });
  const draw = () => sizes.map((n, group) => ({ count: sampleBinomial(n, rates[group] ?? 0, random), n }));
  const hybrid: Interval[] = [];
  const bootstrap: Interval[] = [];
  for (let run = 0; run < BOOTSTRAP_RUNS; run++) {
    const groups = draw();
    const interval = gapInterval(groups.map(proportionGroup));
    if (interval) hybrid.push(interval);
    const cells = groups.map(({ count, n }) => [count, n - count]);
    const { values } = bootstrapCounts(cells, gapOf, { seed: SEED + run, replicates: REPLICATES });
    bootstrap.push(percentileInterval(values));
  }
  return [
    { name: 'hybrid interval', intervals: hybrid },
    { name: 'percentile bootstrap', intervals: bootstrap },
  ].map(({ name, intervals }) => {
    const held = intervals.filter((interval) => covers(interval, truth)).length;
    const found = intervals.filter(({ low }) => low > 0).length;
    return {
      what: `gap, ${what}: ${name}`,
      value: `${percent(held, intervals.length)} (a gap above 0 claimed in ${percent(found, intervals.length)})`,
    };
  });
}

function gapOf(groups: readonly (readonly number[])[]): number {
  const rates = groups.map(([hits = 0, misses = 0]) => hits / (hits + misses));
  return Math.max(...rates) - Math.min(...rates);
}
