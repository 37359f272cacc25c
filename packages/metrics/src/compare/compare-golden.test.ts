import { readFileSync } from 'node:fs';
import {
  comparisonDocument,
  type MetricChange,
  type SliceComparison,
  type TaskComparison,
} from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { proportionGroup } from '../gaps/gap-group.js';
import { studentTQuantile } from '../numerics/student-t.js';
import { agrestiMinEstimate, tangoInterval } from '../paired/paired-difference.js';
import { compareModels } from './compare-models.js';
import { compareTask } from './compare-task.js';
import { comparisonShape } from './comparison-shape.js';
import { type SharedRow, tabulateShared } from './comparison-tables.js';
import { gapChangeInterval } from './gap-change.js';

interface Proportion {
  n: number;
  base: number;
  candidate: number;
  fixed: number;
  broken: number;
  limits: [number, number];
  p: number;
}
interface Loss {
  base: number;
  candidate: number;
  limits: [number, number];
  p: number | null;
}
interface GoldenGroup {
  group: number[];
  n: number;
  flips?: Record<string, number>;
  negativeFlipRate?: [number, number];
  proportions?: Record<string, Proportion | null>;
  pattern?: [number, number, number | null];
  smooth?: Record<string, [number | null, number | null, number | null]>;
  losses?: Record<string, Loss>;
}
interface GoldenGrouping {
  by: number[];
  groups: GoldenGroup[];
  accuracy: {
    q: number;
    df: number;
    p: number;
    pooled: number;
    tau: number;
    limits: [number, number];
    groups: number;
    gap: [number, number];
    gapLimits: [[number, number], [number, number]];
    gapChange: { change: number; limits: [number, number]; method: string };
  } | null;
  worseOrBetter: Record<'accuracy' | 'recall', Record<string, [string, number]>>;
}
interface GoldenDocument {
  name: string;
  classes: number;
  places: number[] | null;
  attributes: [string, string[]][];
  rows: number[][];
  scores: number[][];
  groupings: GoldenGrouping[];
  bootstrap: Record<string, number>;
}
interface Golden {
  documents: GoldenDocument[];
  several: { right: number[][]; cochran: [number, number, number]; p: number[]; adjusted: number[] };
  gapChanges: {
    n: number[];
    base: number[];
    pairs: [number, number][];
    change: number;
    limits: [number, number];
    method: string;
  }[];
  tango: number[][];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('../../fixtures/compare-golden.json', import.meta.url), 'utf8'),
);

/** The golden rows as two runs would have them; the candidate's model has its labels in another order. */
function compare({ classes, places, attributes, rows, scores }: GoldenDocument): TaskComparison {
  const labels = Array.from({ length: classes }, (_, label) => `c${label}`);
  const order = places ? labels.map((_, place) => labels[places.indexOf(place)] ?? '') : undefined;
  const reversed = [...labels].reverse();
  const turned = (label: number): number => classes - 1 - label;
  const named = attributes.map(([name, own]) => ({ name, labels: own }));
  const task = {
    name: 'kind',
    kind: places ? ('ordinal' as const) : ('nominal' as const),
    order,
    attribute: 'kind',
  };
  const { shape } = comparisonShape([
    { run: 'a', attributes: named, tasks: [{ ...task, labels }] },
    { run: 'b', attributes: named, tasks: [{ ...task, labels: reversed }] },
  ]);
  const shared = rows.map((row, index): SharedRow => {
    const [truth = -1, base = -1, candidate = -1] = row.slice(attributes.length);
    const own = scores[index] ?? [];
    return {
      task: 0,
      labels: Object.fromEntries(named.map(({ name, labels: all }, a) => [name, all[row[a] ?? -1] ?? null])),
      predictions: [
        { truth, predicted: base, scores: own.slice(0, classes) },
        { truth: turned(truth), predicted: turned(candidate), scores: own.slice(classes).reverse() },
      ],
    };
  });
  const [tables] = tabulateShared(shape, shared);
  const [joint, paired] = [tables?.joints[0], tables?.pairedScores[0]];
  const [base, candidate] = tables?.scores ?? [];
  if (!joint || !paired || !base || !candidate) throw new Error('nothing was tabulated');
  return compareTask({
    ...{ task: 'kind', kind: task.kind, labels, order, attribute: 'kind', joint, excluded: 0, disputed: 0 },
    scores: { base, candidate, paired },
  });
}

function close(
  actual: number | null | undefined,
  expected: number | null,
  what: string,
  tolerance = 1e-8,
): void {
  if (expected === null) expect(actual, what).toBeNull();
  else
    expect(Math.abs((actual ?? Number.NaN) - expected), `${what}: ${actual} for ${expected}`).toBeLessThan(
      tolerance,
    );
}

function sliceOf(task: TaskComparison, by: string[], group: Record<string, string>): SliceComparison {
  const slices =
    by.length === 0 ? [task.overall] : task.groupings.find((entry) => entry.by.join() === by.join())?.slices;
  const found = slices?.find((slice) => JSON.stringify(slice.group) === JSON.stringify(group));
  if (!found) throw new Error(`no slice ${JSON.stringify(group)}`);
  return found;
}

function changeOf(slice: SliceComparison, key: string): MetricChange | undefined {
  const [metric = '', label] = key.split('/');
  return label === undefined ? slice.metrics[metric] : slice.classes[Number(label)]?.metrics[metric];
}

const bounded = /^(macro|weighted|balanced|precision|f1|mcc|cohen|quadratic)/;

/** Where a value sits at the end of its range the standard error is smoothed: the jackknife knows nothing there. */
function isSmoothed(key: string, [base, candidate, error]: [number, number, number]): boolean {
  const atEnd = [base, candidate].some((value) => value < 1e-9 || value > 1 - 1e-9);
  return error < 1e-9 || (bounded.test(key) && atEnd);
}

describe.each(golden.documents)(
  '$name: two models against scikit-learn, scipy and statsmodels',
  (document) => {
    const task = compare(document);
    const names = document.attributes.map(([name]) => name);
    const cases = document.groupings.flatMap((grouping) =>
      grouping.groups.map((expected) => {
        const by = grouping.by.map((attribute) => names[attribute] ?? '');
        const group = Object.fromEntries(
          grouping.by.map((attribute, at) => [
            names[attribute] ?? '',
            document.attributes[attribute]?.[1][expected.group[at] ?? -1] ?? '',
          ]),
        );
        return { expected, slice: sliceOf(task, by, group), what: JSON.stringify(group) };
      }),
    );

    it('counts the same images and flips', () => {
      for (const { expected, slice, what } of cases) {
        expect(slice.n, what).toBe(expected.n);
        if (!expected.flips || !expected.negativeFlipRate || !expected.pattern) continue;
        expect(slice.flips, what).toMatchObject(expected.flips);
        close(slice.flips.negativeFlipRate.low, expected.negativeFlipRate[0], what);
        close(slice.flips.negativeFlipRate.high, expected.negativeFlipRate[1], what);
        const [statistic, df, p] = expected.pattern;
        close(slice.pattern.statistic, statistic, `${what} Bowker`);
        expect(slice.pattern.df).toBe(df);
        close(slice.pattern.p, p, `${what} Bowker`);
      }
    });

    it('agrees on every proportion: Tango limits and mid-p', () => {
      for (const { expected, slice, what } of cases) {
        for (const [key, own] of Object.entries(expected.proportions ?? {})) {
          const change = changeOf(slice, key);
          if (own === null) {
            expect(change?.delta, `${what} ${key}`).toMatchObject({ value: null, n: 0 });
            continue;
          }
          expect(change?.delta, `${what} ${key}`).toMatchObject({ n: own.n, method: 'tango' });
          close(change?.base, own.base, `${what} ${key} base`);
          close(change?.candidate, own.candidate, `${what} ${key} candidate`);
          close(change?.delta.value, (own.fixed - own.broken) / own.n, `${what} ${key} delta`);
          close(change?.delta.low, own.limits[0], `${what} ${key} low`);
          close(change?.delta.high, own.limits[1], `${what} ${key} high`);
          close(change?.p, own.p, `${what} ${key} p`);
        }
      }
    });

    it('agrees on every other metric: values, and limits by the infinitesimal jackknife', () => {
      let compared = 0;
      for (const { expected, slice, what } of cases) {
        for (const [key, [base, candidate, error]] of Object.entries(expected.smooth ?? {})) {
          const change = changeOf(slice, key);
          const { value, low, high, method, n } = change?.delta ?? {};
          // scikit-learn says 0 where a correlation does not exist.
          if (
            base === null ||
            candidate === null ||
            error === null ||
            (value === null && /mcc|kappa/.test(key))
          ) {
            expect(value, `${what} ${key}`).toBeNull();
            continue;
          }
          close(change?.base, base, `${what} ${key} base`);
          close(change?.candidate, candidate, `${what} ${key} candidate`);
          close(value, candidate - base, `${what} ${key} delta`);
          if (typeof low !== 'number' || typeof high !== 'number' || typeof value !== 'number') {
            expect(n, `${what} ${key} has no limits`).toBeLessThan(2);
            continue;
          }
          expect(low <= value && value <= high, `${what} ${key} limits hold the change`).toBe(true);
          if (isSmoothed(key, [base, candidate, error])) {
            expect(high - low, `${what} ${key} is not certain`).toBeGreaterThan(0);
            continue;
          }
          compared += 1;
          // Support-weighted recall is the accuracy, a proportion.
          if (key === 'weighted_recall') {
            expect(change).toEqual(slice.metrics['accuracy']);
            continue;
          }
          const isMean = /^(mae|rmse|signed_bias|composition_bias)/.test(key);
          expect(method, `${what} ${key}`).toBe(isMean ? 'paired-t' : 'paired-delta');
          // Means have the sample variance, with n − 1.
          const half = isMean
            ? studentTQuantile(0.975, slice.n - 1) * error * Math.sqrt(slice.n / (slice.n - 1))
            : 1.959963984540054 * error;
          close(low, Math.max(value - half, -widest(key)), `${what} ${key} low`, 2e-6);
          close(high, Math.min(value + half, widest(key)), `${what} ${key} high`, 2e-6);
        }
      }
      expect(compared).toBeGreaterThan(100);
    });

    it('agrees on the losses: paired t limits and test', () => {
      for (const { expected, slice, what } of cases) {
        for (const [key, own] of Object.entries(expected.losses ?? {})) {
          const change = slice.metrics[key];
          close(change?.base, own.base, `${what} ${key} base`);
          close(change?.candidate, own.candidate, `${what} ${key} candidate`);
          close(change?.delta.low, own.limits[0], `${what} ${key} low`, 1e-6);
          close(change?.delta.high, own.limits[1], `${what} ${key} high`, 1e-6);
          close(change?.p, own.p, `${what} ${key} p`, 1e-6);
        }
      }
    });

    it('has standard errors near those of a paired bootstrap', () => {
      for (const [key, sd] of Object.entries(document.bootstrap)) {
        const { low, high } = changeOf(task.overall, key)?.delta ?? {};
        const error = ((high ?? Number.NaN) - (low ?? Number.NaN)) / (2 * 1.96);
        // 2,000 draws: their standard deviation is known to 1.6 %; the delta method adds a little in 160 images.
        expect(Math.abs(error / sd - 1), `${key}: ${error} against ${sd}`).toBeLessThan(0.1);
      }
    });

    it('agrees on heterogeneity, gaps and certain findings', () => {
      for (const { by, accuracy, worseOrBetter } of document.groupings) {
        const attributes = by.map((attribute) => names[attribute] ?? '');
        const grouping = task.groupings.find((entry) => entry.by.join() === attributes.join());
        const own = grouping?.changes.find(({ metric }) => metric === 'accuracy');
        if (by.length > 0 && accuracy) {
          const what = attributes.join();
          expect(own?.groups, what).toBe(accuracy.groups);
          close(own?.heterogeneity.statistic, accuracy.q, `${what} Q`);
          expect(own?.heterogeneity.df).toBe(accuracy.df);
          close(own?.heterogeneity.p, accuracy.p, `${what} p`);
          close(own?.heterogeneity.pooled, accuracy.pooled, `${what} pooled`);
          close(own?.heterogeneity.tau.value, accuracy.tau, `${what} tau`, 1e-6);
          close(own?.heterogeneity.tau.low, accuracy.limits[0], `${what} tau low`, 1e-6);
          close(own?.heterogeneity.tau.high, accuracy.limits[1], `${what} tau high`, 1e-6);
          for (const [side, model] of [own?.base, own?.candidate].entries()) {
            close(model?.gap.value, accuracy.gap[side] ?? null, `${what} gap`);
            close(model?.gap.low, accuracy.gapLimits[side]?.[0] ?? null, `${what} gap low`, 1e-6);
            close(model?.gap.high, accuracy.gapLimits[side]?.[1] ?? null, `${what} gap high`, 1e-6);
          }
          close(own?.gapChange.value, accuracy.gapChange.change, `${what} gap change`);
          close(own?.gapChange.low, accuracy.gapChange.limits[0], `${what} gap change low`, 1e-6);
          close(own?.gapChange.high, accuracy.gapChange.limits[1], `${what} gap change high`, 1e-6);
          expect(own?.gapChange.method).toBe(accuracy.gapChange.method);
        } else if (by.length > 0) {
          expect(own).toBeUndefined();
        }
        const slices = by.length === 0 ? [task.overall] : (grouping?.slices ?? []);
        for (const metric of ['accuracy', 'recall'] as const) {
          const certain = task.findings.filter(
            (finding) =>
              finding.certain && finding.metric === metric && finding.by.join() === attributes.join(),
          );
          const found = certain.map(({ group, class: label, verdict, adjusted }) => {
            const place = slices.findIndex((slice) => JSON.stringify(slice.group) === JSON.stringify(group));
            return [label === undefined ? `${place}` : `${place}/${label.slice(1)}`, [verdict, adjusted?.p]];
          });
          const expected = worseOrBetter[metric];
          const sorted = Object.fromEntries(found) as Record<string, [string, number]>;
          expect(Object.keys(sorted).sort(), attributes.join()).toEqual(Object.keys(expected).sort());
          for (const [key, [verdict, p]] of Object.entries(expected)) {
            expect(sorted[key]?.[0], key).toBe(verdict);
            close(sorted[key]?.[1], p, key);
          }
        }
      }
    });

    it('is a document that the schema accepts', () => {
      const schema = comparisonDocument.shape.comparisons.element.shape.tasks.element;
      expect(schema.parse(task)).toEqual(task);
    });
  },
);

/** Largest possible change of a metric. */
function widest(key: string): number {
  if (/^(mae|rmse|signed_bias)/.test(key)) return Infinity;
  return /^(mcc|cohen|quadratic|composition_bias)/.test(key) ? 2 : 1;
}

describe('several models', () => {
  it("agree with statsmodels' Cochran's Q, and Holm over the pairs", () => {
    const patterns = new Map<number, number>();
    for (const right of golden.several.right) {
      const bits = right.reduce((sum, own, model) => sum | (own << model), 0);
      patterns.set(bits, (patterns.get(bits) ?? 0) + 1);
    }
    const found = compareModels('kind', ['b', 'c', 'd'], patterns);
    const [statistic, df, p] = golden.several.cochran;
    close(found.cochran.statistic, statistic, 'Q');
    expect([found.n, found.cochran.df]).toEqual([300, df]);
    close(found.cochran.p, p, 'p');
    for (const [index, pair] of found.pairs.entries()) {
      expect(pair.candidate).toBe(['b', 'c', 'd'][index]);
      close(pair.p, golden.several.p[index] ?? null, 'mid-p');
      close(pair.adjustedP, golden.several.adjusted[index] ?? null, 'Holm');
    }
  });
});

describe('the change of a gap', () => {
  it.each(golden.gapChanges)('agrees for groups of $n', ({ n, base, pairs, limits, method }) => {
    const groups = n.map((size, index) => {
      const [fixed = 0, broken = 0] = pairs[index] ?? [];
      const { value, se } = agrestiMinEstimate({ n: size, fixed, broken });
      const before = base[index] ?? 0;
      return {
        base: proportionGroup({ count: before, n: size }),
        candidate: proportionGroup({ count: before + fixed - broken, n: size }),
        change: value,
        error: se,
      };
    });
    const found = gapChangeInterval(groups);
    close(found?.low, limits[0], 'low', 1e-6);
    close(found?.high, limits[1], 'high', 1e-6);
    expect(found?.method).toBe(method);
  });
});

it('Tango limits are those of the numerically maximised likelihood', () => {
  for (const [n = 0, fixed = 0, broken = 0, low = 0, high = 0, confidence = 0] of golden.tango) {
    const found = tangoInterval({ n, fixed, broken }, { confidence });
    close(found.low, low, `${fixed}/${broken} low`);
    close(found.high, high, `${fixed}/${broken} high`);
  }
});
