import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditDocument, DatasetManifest } from '@evenhand/contracts';
import { demoModelFolder } from '@evenhand/datasets';
import { wilsonInterval } from '@evenhand/metrics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench, type Outcome } from './cli.js';

/** What PyTorch and Pillow find with the same checkpoints on the same images (datasets/demo/fit.py). */
interface Expected {
  versions: Record<string, Record<string, { confusion: number[][] }>>;
}

let bench: Bench;
let outcome: Outcome;

beforeAll(async () => {
  bench = await createBench();
  outcome = await bench.run(['demo', '--no-open']);
});
afterAll(() => bench.remove());

describe('evenhand demo', () => {
  it('ends with the table of the planted groups', () => {
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stdout).toContain('by lighting × camera');
    expect(outcome.stdout).toMatch(/Dusk × Phone +\d+ +\d+\.\d %/);
  });

  it('finds the planted condition in v1, and that v2 is better there', async () => {
    const { manifest } = await bench.json<{ manifest: DatasetManifest }>('dataset', 'show', 'demo');
    const planted = manifest.planted;
    if (!planted) throw new Error('the demo has no planted condition');
    const [v2, v1] = await audits();
    for (const name of planted.tasks) {
      const low = accuracies(v1, name, Object.keys(planted.group));
      const worst = [...low].sort((a, b) => a.accuracy - b.accuracy)[0];
      expect(worst?.group, `worst group of v1 in ${name}`).toEqual(planted.group);
    }
    const [first = ''] = planted.tasks;
    const by = Object.keys(planted.group);
    const inV1 = accuracies(v1, first, by).find((entry) => same(entry.group, planted.group));
    const inV2 = accuracies(v2, first, by).find((entry) => same(entry.group, planted.group));
    if (!inV1 || !inV2) throw new Error('the planted group is not in the audit');
    const others = rest(accuracies(v1, first, by), planted.group);
    expect(inV1.high, 'v1: the planted group is certainly below the rest').toBeLessThan(others.low);
    expect(inV2.low, 'v2: the planted group is certainly better than in v1').toBeGreaterThan(inV1.high);
  });

  it('counts what PyTorch counts', async () => {
    const file = join(demoModelFolder('v1'), '../../expected.json');
    const expected = JSON.parse(await readFile(file, 'utf8')) as Expected;
    const [v2, v1] = await audits();
    for (const [version, audit] of Object.entries({ v1, v2 })) {
      for (const task of audit.tasks) {
        expect(task.overall.confusion, `${version} ${task.task}`).toEqual(
          expected.versions[version]?.[task.task]?.confusion,
        );
      }
    }
  });

  it('makes nothing twice', async () => {
    const again = await bench.run(['demo', '--no-open']);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(outcome.stdout);
    expect(await bench.json<unknown[]>('runs')).toHaveLength(2);
  });
});

function audits(): Promise<[AuditDocument, AuditDocument]> {
  return Promise.all([
    bench.json<AuditDocument>('show', 'latest'),
    bench.json<AuditDocument>('show', 'latest~1'),
  ]);
}

interface GroupAccuracy {
  group: Record<string, string>;
  accuracy: number;
  n: number;
  correct: number;
  low: number;
  high: number;
}

function accuracies(audit: AuditDocument, name: string, by: string[]): GroupAccuracy[] {
  const task = audit.tasks.find((entry) => entry.task === name);
  const grouping = task?.groupings.find(
    (entry) => entry.by.length === by.length && by.every((b) => entry.by.includes(b)),
  );
  return (grouping?.slices ?? []).map((slice) => {
    const { value, low, high } = slice.metrics['accuracy'] ?? {};
    const correct = slice.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
    return {
      group: slice.group,
      accuracy: value ?? Number.NaN,
      n: slice.n,
      correct,
      low: low ?? Number.NaN,
      high: high ?? Number.NaN,
    };
  });
}

function rest(groups: GroupAccuracy[], planted: Record<string, string>): { low: number } {
  const others = groups.filter((entry) => !same(entry.group, planted));
  const sum = (key: 'n' | 'correct'): number => others.reduce((total, entry) => total + entry[key], 0);
  return wilsonInterval(sum('correct'), sum('n'));
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  return Object.keys(b).every((key) => a[key] === b[key]);
}
