import { readFileSync } from 'node:fs';
import type { MetricChange, SliceComparison } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { criticalValues } from '../metrics/critical-values.js';
import { studentTQuantile } from '../numerics/student-t.js';
import { tangoInterval } from '../paired/paired-difference.js';
import { compareTask } from './compare-task.js';
import { comparisonShape } from './comparison-shape.js';
import { type ComparisonTables, type SharedRow, tabulateShared } from './comparison-tables.js';
import { mergeComparisonTables } from './merge-comparison-tables.js';

interface Golden {
  /** truth, base's class, candidate's class, person (−1: alone), camera. */
  rows: [number, number, number, number, number][];
  groups: Record<string, Record<string, { delta: number; se: number; effect: number; clusters: number }>>;
}

// From numpy and statsmodels: packages/metrics/fixtures/make_cluster_golden.py.
const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/cluster-golden.json', import.meta.url), 'utf8'),
) as Golden;

const labels = ['a', 'b', 'c'];
const attributes = [{ name: 'camera', labels: ['old', 'new'] }];
const run = {
  attributes,
  tasks: [{ name: 't', kind: 'nominal' as const, labels, attribute: 'kind' }],
};
const { shape } = comparisonShape([
  { run: 'base', ...run },
  { run: 'candidate', ...run },
]);

function tabulate(rows: Golden['rows'], personOf: (person: number, row: number) => string | undefined) {
  const shared = rows.map(([truth, base, candidate, person, camera], row): SharedRow => {
    const said = (predicted: number) => ({ truth, predicted, scores: null });
    const group = { camera: attributes[0]?.labels[camera] ?? null };
    return {
      task: 0,
      labels: group,
      cluster: personOf(person, row),
      predictions: [said(base), said(candidate)],
    };
  });
  return tabulateShared(shape, shared)[0] as ComparisonTables;
}

function compare({ joints, clusters }: ComparisonTables) {
  const [joint, own] = [joints[0], clusters[0]];
  if (!joint) throw new Error('one candidate');
  return compareTask({
    task: 't',
    kind: 'nominal',
    labels,
    attribute: 'kind',
    joint,
    clusters: own,
    excluded: 0,
    disputed: 0,
  });
}

const byPerson = (person: number): string | undefined => (person < 0 ? undefined : `person ${person}`);

function changeOf(slice: SliceComparison | undefined, metric: string): MetricChange {
  const found = slice?.metrics[metric] ?? slice?.classes[1]?.metrics[metric];
  if (!found) throw new Error(`no ${metric}`);
  return found;
}

/** Half the width of delta-method limits, over the normal or Student's quantile. */
function errorOf({ delta }: MetricChange, clusters: number): number {
  const z = clusters < 50 ? -studentTQuantile(0.025, clusters - 1) : criticalValues(0.95).z;
  return ((delta.high ?? 0) - (delta.low ?? 0)) / 2 / z;
}

describe('two models on images in clusters', () => {
  const task = compare(tabulate(golden.rows, byPerson));
  const slices = { all: task.overall, 0: task.groupings[0]?.slices[0], 1: task.groupings[0]?.slices[1] };

  it.each(['macro_f1', 'cohen_kappa', 'precision'])('have the reference’s errors: %s', (metric) => {
    for (const [name, slice] of Object.entries(slices)) {
      const expected = golden.groups[name]?.[metric];
      const change = changeOf(slice, metric);
      expect(change.delta.value).toBeCloseTo(expected?.delta ?? Number.NaN, 12);
      expect(change.delta.designEffect).toBeCloseTo(expected?.effect ?? Number.NaN, 6);
      const isWider = (expected?.effect ?? 0) > 1;
      if (isWider)
        expect(errorOf(change, expected?.clusters ?? 0)).toBeCloseTo(expected?.se ?? Number.NaN, 7);
    }
  });

  it.each(['accuracy', 'recall'])('have Tango’s limits at as many images as say the same: %s', (metric) => {
    const expected = golden.groups['all']?.[metric];
    const change = changeOf(slices.all, metric);
    const flips = metric === 'accuracy' ? task.overall.flips : task.overall.classes[1]?.flips;
    const effect = expected?.effect ?? Number.NaN;
    expect(effect).toBeGreaterThan(1);
    expect(change.delta.designEffect).toBeCloseTo(effect, 6);
    const [fixed = 0, broken = 0] = [flips?.fixed, flips?.broken];
    const n = change.delta.n / effect;
    const limits = tangoInterval({ n, fixed: fixed / effect, broken: broken / effect });
    expect(change.delta.low).toBeCloseTo(limits.low, 6);
    expect(change.delta.high).toBeCloseTo(limits.high, 6);
    expect(change.delta.high).toBeGreaterThan(tangoInterval({ n: change.delta.n, fixed, broken }).high);
  });

  it('are tested accordingly', () => {
    const independent = changeOf(compare(tabulate(golden.rows, () => undefined)).overall, 'accuracy');
    const clustered = changeOf(slices.all, 'accuracy');
    expect(clustered.p).toBeGreaterThan(independent.p ?? 1);
    expect(independent.delta).not.toHaveProperty('designEffect');
    // The limits hold no change just where the test does not reject it.
    expect((clustered.p ?? 0) < 0.05).toBe((clustered.delta.low ?? 0) > 0 || (clustered.delta.high ?? 0) < 0);
  });

  it('widen the limits of gaps too', () => {
    const plain = compare(tabulate(golden.rows, () => undefined));
    const width = (of: typeof task): number => {
      const found = of.groupings[0]?.changes.find(({ metric }) => metric === 'accuracy');
      return (found?.gapChange.high ?? 0) - (found?.gapChange.low ?? 0);
    };
    expect(width(task)).toBeGreaterThan(width(plain));
  });

  it('come out the same in parts and as a whole', () => {
    const [a, b] = [golden.rows.slice(0, 90), golden.rows.slice(90)];
    const merged = mergeComparisonTables(tabulate(b, byPerson), tabulate(a, byPerson));
    expect(JSON.stringify(compare(merged)) === JSON.stringify(task)).toBe(true);
  });

  it('count as one image each where every cluster changes as one', () => {
    const rows = Array.from({ length: 60 }, (_, row): Golden['rows'][number] => [
      0,
      1,
      0,
      Math.floor(row / 6),
      0,
    ]);
    const change = changeOf(compare(tabulate(rows, byPerson)).overall, 'accuracy');
    expect(change.delta).toMatchObject({ value: 1, designEffect: 6 });
    expect(change.delta.low).toBeLessThan(tangoInterval({ n: 60, fixed: 60, broken: 0 }).low);
  });
});
