import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ComparisonDocument,
  comparisonDocument,
  type DatasetManifest,
  type GroupingComparison,
  type SliceComparison,
  type TaskComparison,
} from '@evenhand/contracts';
import { generateDemo } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench, createDemoBench, sharedFolder } from './cli.js';

const reference = fileURLToPath(
  new URL('../packages/metrics/fixtures/compare_reference.py', import.meta.url),
);
/** A Python that has scikit-learn and statsmodels (Debian's is called by its path where another one comes first). */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import sklearn, statsmodels']).status === 0,
);
if (!python)
  console.log('Skipped: the comparison with scikit-learn needs python3-sklearn and python3-statsmodels.');

describe('the two versions of the demo', () => {
  let bench: Bench;
  let document: ComparisonDocument;
  beforeAll(async () => {
    bench = await createDemoBench();
    document = await bench.json<ComparisonDocument>('compare', 'latest~1', 'latest');
  }, 300_000);
  afterAll(() => bench.remove());

  it('make a document that the schema accepts, with every image and every grouping', () => {
    expect(comparisonDocument.parse(document)).toEqual(document);
    expect([document.base, ...document.candidates].map(({ model }) => model.version)).toEqual(['v1', 'v2']);
    const { samples } = document.base.dataset;
    expect(document.images).toMatchObject({ shared: samples, same: true });
    expect(document.warnings).toEqual([]);
    expect(document.comparisons[0]?.differences.map(({ field }) => field)).toEqual(['model', 'model digest']);
    for (const task of tasksOf(document)) {
      expect(task.groupings.filter(({ by }) => by.length === 1)).toHaveLength(5);
      for (const slice of [task.overall, ...task.groupings.flatMap(({ slices }) => slices)]) {
        const { bothRight, fixed, broken, bothWrong } = slice.flips;
        expect(bothRight + fixed + broken + bothWrong).toBe(slice.n);
      }
      for (const { slices, unlabelled } of task.groupings) {
        expect(slices.reduce((sum, { n }) => sum + n, unlabelled)).toBe(samples);
      }
    }
  });

  it('show a certain improvement for the planted condition, and a gap that closes', async () => {
    const { manifest } = await bench.json<{ manifest: DatasetManifest }>('dataset', 'show', 'demo');
    const { tasks: planted = [], group = {} } = manifest.planted ?? {};
    expect(planted.length).toBeGreaterThan(0);
    const by = Object.keys(group).sort().join();
    const found = planted.map((name) =>
      tasksOf(document)
        .find((entry) => entry.task === name)
        ?.findings.find(
          (entry) =>
            entry.metric === 'accuracy' && [...entry.by].sort().join() === by && isSame(entry.group, group),
        ),
    );
    // Better in every planted task; how certain that is, the numbers of images decide.
    expect(found.map((finding) => finding?.verdict)).toEqual(planted.map(() => 'better'));
    expect(found[0]?.certain).toBe(true);
    const [first = ''] = planted;
    const grouping = tasksOf(document)
      .find((entry) => entry.task === first)
      ?.groupings.find((entry) => [...entry.by].sort().join() === by);
    const change = grouping?.changes.find(({ metric }) => metric === 'accuracy');
    expect(change?.base.worst.group).toEqual(group);
    expect(change?.gapChange.high).toBeLessThan(0);
    expect(change?.heterogeneity.p).toBeLessThan(0.001);
  });

  it.skipIf(!python)(
    'are what scikit-learn, scipy and statsmodels find in the exported predictions',
    async () => {
      const table = join(bench.workspace, 'demo', 'labels.csv');
      await expectReference(bench, document, {
        table,
        column: 'file',
        groupings: ['lighting', 'lighting,camera'],
      });
    },
  );

  it('print regressions before improvements, flips per group, and Markdown for a pull request', async () => {
    const printed = await bench.run(['compare', 'latest~1', 'latest', '--by', 'camera,lighting']);
    expect(printed.code, printed.stderr).toBe(0);
    expect(printed.stdout).toMatch(/Certainly worse[\s\S]*Certainly better[\s\S]*by lighting × camera/);
    expect(printed.stdout).toMatch(
      /species: certainly better for Dusk × Phone: \+\d+\.\d points \[\d+\.\d, \d+\.\d\], n = \d+/,
    );
    expect(printed.stdout).not.toMatch(/ \n| $/);
    const markdown = await bench.run(['compare', 'latest~1', 'latest', '--markdown']);
    expect(markdown.stdout).toMatch(/^## demo@v2 against demo@v1 on demo\n\n\| accuracy \| base \|/);
    expect(markdown.stdout.match(/<details>/g)?.length).toBe(markdown.stdout.match(/<\/details>/g)?.length);
    for (const line of markdown.stdout.split('\n').filter((text) => text.startsWith('| '))) {
      expect(line).toMatch(/\|$/);
    }
  });

  it('warn where the runs did not predict the same images, and compare what they share', async () => {
    await bench.json('run', '--model', 'demo@v2', '--dataset', 'demo', '--limit', '90', '--device', 'cpu');
    const partly = await bench.json<ComparisonDocument>('compare', 'latest~2', 'latest', '--by', 'lighting');
    expect(partly.images).toMatchObject({ shared: 90, same: false });
    expect(partly.images.runs.map(({ predicted, notShared }) => [predicted, notShared])).toEqual([
      [document.images.shared, document.images.shared - 90],
      [90, 0],
    ]);
    expect(partly.warnings).toEqual([
      expect.objectContaining({
        code: 'different_images',
        count: 90,
        message: expect.stringContaining('--limit 90'),
      }),
    ]);
    expect(tasksOf(partly).map(({ overall, groupings }) => [overall.n, groupings.length])).toEqual([
      [90, 1],
      [90, 1],
      [90, 1],
    ]);
    const printed = await bench.run(['compare', 'latest~2', 'latest', '--by', 'lighting']);
    expect(printed.stdout).toContain('Warning: The runs did not predict the same images');
  });

  it('and a third run: all at once by Cochran, each against the base', async () => {
    const three = await bench.json<ComparisonDocument>(
      'compare',
      'latest~2',
      'latest~1',
      'latest',
      '--by',
      'camera',
    );
    expect(three.comparisons.map(({ candidate }) => candidate)).toEqual(three.candidates.map(({ id }) => id));
    // The third run is the second's model on the first 90 images: exactly its predictions.
    expect(three.comparisons[1]?.tasks).toEqual(three.comparisons[0]?.tasks);
    for (const { cochran, pairs, n } of three.omnibus) {
      expect(n).toBe(90);
      expect(cochran.df).toBe(2);
      expect(pairs.map(({ candidate }) => candidate)).toEqual(three.candidates.map(({ id }) => id));
    }
  });

  it('a run and itself: nothing changed', async () => {
    const same = await bench.json<ComparisonDocument>('compare', 'latest', 'latest', '--by', 'lighting');
    expect(tasksOf(same).flatMap(({ findings }) => findings)).toEqual([]);
    expect(tasksOf(same).map(({ overall }) => overall.metrics['macro_f1']?.delta.value)).toEqual([0, 0, 0]);
    expect(same.warnings).toEqual([expect.objectContaining({ code: 'same_run' })]);
  });

  it('refuses runs on different data sets, and what makes no sense', async () => {
    const folder = join(bench.folder, 'other');
    await generateDemo({ folder, split: 'audit', plan: { count: 20 } });
    for (const parameters of [
      ['dataset', 'add', folder, '--name', 'other'],
      ['run', '--model', 'demo@v2', '--dataset', 'other', '--device', 'cpu'],
    ]) {
      const outcome = await bench.run(parameters);
      expect(outcome.code, outcome.stderr).toBe(0);
    }
    const cases: [string[], RegExp][] = [
      [
        ['latest~1', 'latest'],
        /is on demo \(1,?\d+ images, digest [0-9a-f]{12}\), run \w+ on other \(20 images/,
      ],
      [['latest'], /missing required argument/],
      [['latest', 'r0'], /no run r0/],
      [['latest~2', 'latest~3', '--by', 'weather'], /weather/],
      [['latest~2', 'latest~3', '--json', '--markdown'], /exclude each other/],
      [Array.from({ length: 9 }, () => 'latest'), /two to 8/],
    ];
    for (const [parameters, message] of cases) {
      const outcome = await bench.run(['compare', ...parameters]);
      expect(outcome.stderr, parameters.join(' ')).toMatch(message);
      expect(outcome.code, parameters.join(' ')).toBe(2);
      expect(outcome.stdout).toBe('');
    }
  });
});

const isShared = existsSync(sharedFolder);
if (!isShared)
  console.log('Skipped: the comparison on real photographs needs the shared folder beside the checkout.');

describe.skipIf(!isShared || !python)('two versions of a model on 600 photographs', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench();
    const added = [
      [
        'dataset',
        'add',
        join(sharedFolder, 'fairface'),
        '--name',
        'fairface',
        '--format',
        'fairface',
        '--allow-missing',
      ],
      ...['v1', 'v2'].flatMap((version) => [
        [
          'model',
          'add',
          join(sharedFolder, 'clip-tiny', version),
          '--name',
          'clip-tiny',
          '--version',
          version,
        ],
        ['run', '--model', `clip-tiny@${version}`, '--dataset', 'fairface', '--device', 'cpu'],
      ]),
    ];
    for (const parameters of added) {
      const outcome = await bench.run(parameters);
      expect(outcome.code, outcome.stderr).toBe(0);
    }
  }, 300_000);
  afterAll(() => bench.remove());

  it('are what scikit-learn, scipy and statsmodels find in the exported predictions', async () => {
    const document = await bench.json<ComparisonDocument>('compare', 'latest~1', 'latest');
    const table = join(sharedFolder, 'fairface', 'fairface_label_val.csv');
    await expectReference(bench, document, {
      table,
      column: 'file',
      groupings: ['gender', 'race', 'gender,race'],
    });
  });
});

interface ReferenceProportion {
  n: number;
  base: number;
  candidate: number;
  fixed: number;
  broken: number;
  limits: [number, number];
  p: number;
}
interface ReferenceGrouping {
  groups: Record<
    string,
    {
      n: number;
      flips: Record<string, number>;
      pattern: [number, number, number | null];
      proportions: Record<string, ReferenceProportion | null>;
      smooth?: Record<string, [number | null, number | null, number | null]>;
    }
  >;
  accuracy: {
    q: number;
    p: number;
    tau: number;
    gapChange: { change: number; limits: [number, number]; method: string };
  } | null;
  findings: Record<string, [string, number]>;
}
type Reference = Record<
  string,
  {
    labels: string[];
    groupings: Record<string, ReferenceGrouping>;
    losses: Record<string, { base: number; candidate: number; limits: [number, number]; p: number }>;
  }
>;

/** Runs the committed Python script on both runs' exported predictions and compares all that it finds. */
async function expectReference(
  bench: Bench,
  document: ComparisonDocument,
  { table, column, groupings }: { table: string; column: string; groupings: string[] },
): Promise<void> {
  const exports: string[] = [];
  for (const { id } of [document.base, ...document.candidates]) {
    const { stdout } = await bench.run(['predictions', id, '--format', 'jsonl']);
    const file = join(bench.folder, `${id}.jsonl`);
    await writeFile(file, stdout);
    exports.push(file);
  }
  const parameters = [reference, ...exports, table, column, 'all', ...groupings];
  const output = execFileSync(python ?? 'python3', parameters, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const expected = JSON.parse(output) as Reference;
  expect(Object.keys(expected)).toEqual(tasksOf(document).map(({ task }) => task));
  for (const task of tasksOf(document)) {
    const own = expected[task.task];
    if (!own) continue;
    expect(task.labels).toEqual(own.labels);
    for (const [name, grouping] of Object.entries(own.groupings)) {
      expectGrouping(task, name === 'all' ? [] : name.split(','), grouping);
    }
    for (const [metric, loss] of Object.entries(own.losses)) {
      const change = task.overall.metrics[metric];
      // Probabilities are stored as single precision, and sums in steps of 2⁻³².
      expectClose([change?.base, change?.candidate, change?.p], [loss.base, loss.candidate, loss.p], metric);
      expectClose([change?.delta.low, change?.delta.high], loss.limits, metric);
    }
  }
}

function expectGrouping(task: TaskComparison, by: string[], expected: ReferenceGrouping): void {
  const grouping = task.groupings.find((entry) => entry.by.join() === by.join());
  const slices = by.length === 0 ? [task.overall] : (grouping?.slices ?? []);
  const filled = slices.filter(({ n }) => n > 0);
  expect(filled.map(keyOf).sort()).toEqual(Object.keys(expected.groups).sort());
  for (const slice of filled) {
    const own = expected.groups[keyOf(slice)];
    if (!own) continue;
    const what = `${task.task} ${keyOf(slice)}`;
    expect(slice.flips, what).toMatchObject(own.flips);
    expectClose([slice.pattern.statistic, slice.pattern.df, slice.pattern.p], own.pattern, what);
    for (const [key, proportion] of Object.entries(own.proportions)) {
      const change = changeOf(slice, key);
      // Inside a group of one true class only accuracy and recall are compared.
      if (proportion === null || change?.delta.reason === 'degenerate') continue;
      const { base, candidate, p, limits, fixed, broken, n } = proportion;
      const found = [change?.base, change?.candidate, change?.p, change?.delta.low, change?.delta.high];
      expectClose(found, [base, candidate, p, ...limits], `${what} ${key}`);
      expectClose([change?.delta.value, change?.delta.n], [(fixed - broken) / n, n], `${what} ${key}`);
    }
    for (const [key, [base, candidate, error]] of Object.entries(own.smooth ?? {})) {
      const change = changeOf(slice, key);
      if (change?.delta.value === null || change?.delta.method !== 'paired-delta') continue;
      expectClose([change.base, change.candidate], [base, candidate], `${what} ${key}`);
      // At the end of its range a value has a smoothed error, of which the jackknife knows nothing.
      if (error === null || error < 1e-9 || [base, candidate].some((value) => value === 0 || value === 1))
        continue;
      const half = 1.959963984540054 * error;
      const delta = (candidate ?? 0) - (base ?? 0);
      expectClose([change.delta.low, change.delta.high], [delta - half, delta + half], `${what} ${key}`);
    }
  }
  const change = grouping?.changes.find(({ metric }) => metric === 'accuracy');
  if (by.length > 0 && expected.accuracy) {
    const { q, p, tau, gapChange } = expected.accuracy;
    const { heterogeneity, gapChange: found } = change ?? {};
    expectClose(
      [heterogeneity?.statistic, heterogeneity?.p, heterogeneity?.tau.value],
      [q, p, tau],
      by.join(),
    );
    expectClose([found?.value, found?.low, found?.high], [gapChange.change, ...gapChange.limits], by.join());
    expect(found?.method).toBe(gapChange.method);
  }
  expectFindings(task, by, expected);
}

/** The reference's p-values are Holm's within the grouping; the groupings share the error rate. */
function expectFindings(task: TaskComparison, by: string[], { findings }: ReferenceGrouping): void {
  const certain = task.findings.filter(
    (finding) => finding.certain && finding.metric === 'accuracy' && finding.by.join() === by.join(),
  );
  const sharing = by.length === 0 ? 1 : familiesOf(task);
  const expected = Object.entries(findings).filter(([, [, p]]) => p * sharing <= 0.05);
  expect(Object.fromEntries(certain.map((finding) => [keyOf(finding), finding.verdict]))).toEqual(
    Object.fromEntries(expected.map(([key, [verdict]]) => [key, verdict])),
  );
}

/** Accuracies and recalls by grouping, where some group has enough images; the accuracy of all images has its own. */
function familiesOf({ overall, groupings }: TaskComparison): number {
  const isEnough = (change: GroupingMetric | undefined): boolean =>
    change !== undefined && change.delta.value !== null && change.delta.n >= 30;
  const hasAccuracy = (slices: readonly SliceComparison[]): boolean =>
    slices.some(({ metrics }) => isEnough(metrics['accuracy']));
  const hasRecall = (slices: readonly SliceComparison[]): boolean =>
    slices.some(({ classes }) => classes.some(({ metrics }) => isEnough(metrics['recall'])));
  return groupings.reduce(
    (sum, { slices, degenerate }) =>
      sum + Number(hasAccuracy(slices)) + Number(!degenerate && hasRecall(slices)),
    Number(hasRecall([overall])),
  );
}

function tasksOf({ comparisons }: ComparisonDocument): TaskComparison[] {
  return comparisons[0]?.tasks ?? [];
}

function keyOf({ group }: { group: Record<string, string> }): string {
  return Object.values(group).join('/');
}

function changeOf(slice: SliceComparison, key: string): GroupingMetric | undefined {
  const [metric = '', label] = key.split('/');
  return label === undefined ? slice.metrics[metric] : slice.classes[Number(label)]?.metrics[metric];
}
type GroupingMetric = SliceComparison['metrics'][string];

function isSame(a: GroupingComparison['slices'][number]['group'], b: Record<string, string>): boolean {
  return Object.keys({ ...a, ...b }).every((key) => a[key] === b[key]);
}

function expectClose(
  actual: readonly (number | null | undefined)[],
  expected: readonly (number | null)[],
  what: string,
): void {
  const wrong = expected.some((value, index) => {
    const own = actual[index];
    return value === null
      ? own !== null
      : !(Math.abs((own ?? Number.NaN) - value) < 1e-6 * Math.max(1, Math.abs(value)));
  });
  if (wrong) expect(actual, what).toEqual(expected);
}
