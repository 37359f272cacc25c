import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import {
  type AuditDocument,
  auditDocument,
  type ComparisonDocument,
  comparisonDocument,
  type Estimate,
  type Slice,
} from '@evenhand/contracts';
import { closeDatabase, openDatabase } from '@evenhand/db';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAudit } from '../../packages/audit/dist/index.js';
import { findChromium, launchChromium } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();
const evenhand = fileURLToPath(new URL('../../apps/runner/bin/evenhand.js', import.meta.url));

describe.skipIf(chromium === undefined)('the numbers on the pages', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let browser: Browser;
  let page: Page;
  let document: AuditDocument;
  let comparison: ComparisonDocument;
  let run: string;
  let candidate: string;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 2000 });
    dashboard = await startDashboard(workspace.folder);
    browser = await launchChromium(chromium ?? '');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    run = workspace.run('portrait-attributes@v1 on portraits, finished');
    candidate = workspace.run('portrait-attributes@v2 on portraits, finished');
    // Made of the counts and of the rows; pages read what was stored when the runs finished.
    document = auditDocument.parse(counted(run));
    comparison = comparisonDocument.parse(told('compare', run, candidate));
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

  /** The audit document from the run's counts, as JSON. */
  function counted(id: string): unknown {
    const db = openDatabase({ file: workspace.database, readonly: true });
    try {
      return JSON.parse(JSON.stringify(makeAudit(db, id)));
    } finally {
      closeDatabase(db);
    }
  }

  /** What the command says, as JSON. */
  function told(...parameters: string[]): unknown {
    const output = execFileSync(process.execPath, [evenhand, ...parameters, '--json'], {
      env: { ...process.env, EVENHAND_WORKSPACE: workspace.folder },
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 256 * 1024 * 1024,
    });
    return JSON.parse(output.toString());
  }

  /** The cells of a table by its caption, as text. */
  async function cells(label: string): Promise<string[][]> {
    return page.evaluate(
      `[...document.querySelectorAll('section[aria-label=${JSON.stringify(label)}] tbody tr')]
         .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))`,
    );
  }

  function task(name: string): AuditDocument['tasks'][number] {
    const found = document.tasks.find((entry) => entry.task === name);
    if (!found) throw new Error(`no task ${name}`);
    return found;
  }

  test.each([
    ['gender', ['race'], 'accuracy', undefined],
    ['gender', ['race', 'gender'], 'accuracy', undefined],
    ['race', ['age'], 'macro_f1', undefined],
    ['age', ['race', 'gender', 'age'], 'recall', '20-29'],
    ['race', ['gender'], 'precision', 'Black'],
  ])('groups of %s by %j: %s of %s', async (name, by, metric, label) => {
    const address = new URL(`${dashboard.address}/runs/${run}/tasks/${name}`);
    address.search = new URLSearchParams({
      by: by.join(),
      metric,
      sort: 'name',
      ...(label && { class: label }),
    }).toString();
    await page.goto(address.href, { waitUntil: 'load' });
    const shown = (await page.evaluate<string[][]>(
      `[...document.querySelector('figure table').tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))`,
    )) as string[][];
    const audit = task(name);
    const grouping = audit.groupings.find((entry) => entry.by.join() === by.join());
    const slices = [audit.overall, ...(grouping?.slices ?? [])];
    expect(shown).toHaveLength(slices.length);
    for (const [index, slice] of slices.entries()) {
      const estimate =
        label === undefined
          ? slice.metrics[metric]
          : slice.classes.find((entry) => entry.label === label)?.metrics[metric];
      const [group, value, , n] = shown[index] ?? [];
      expect(group?.split('\n')[0]).toBe(Object.values(slice.group).join(', ') || 'All images');
      expectNumber(value ?? '', estimate);
      expect(Number(n?.replaceAll(',', ''))).toBe(estimate?.n ?? slice.n);
    }
  });

  test('the audit document', async () => {
    const answer = auditDocument.parse(await (await fetch(`${dashboard.address}/api/runs/${run}`)).json());
    // Megabytes: a report of what differs would take longer than all other tests.
    expect(isDeepStrictEqual(answer, document)).toBe(true);
  });

  test('confusion matrix and classes', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/tasks/age`, { waitUntil: 'load' });
    const audit = task('age');
    const order = audit.order ?? [];
    const matrix = await cells('Confusion matrix (table)');
    for (const [row, truth] of order.entries()) {
      const counts = order.map(
        (predicted) =>
          audit.overall.confusion[audit.labels.indexOf(truth)]?.[audit.labels.indexOf(predicted)],
      );
      expect(matrix[row]?.slice(1, -1).map((text) => Number(text.replaceAll(',', '')))).toEqual(counts);
    }
    const classes = await cells('Metrics of every class (table)');
    expect(classes.map(([label]) => label)).toEqual(order);
    for (const [label, precision, recall, f1, support] of classes) {
      const found = audit.overall.classes.find((entry) => entry.label === label);
      expectNumber(precision ?? '', found?.metrics['precision']);
      expectNumber(recall ?? '', found?.metrics['recall']);
      expectNumber(f1 ?? '', found?.metrics['f1']);
      expect(Number(support?.replaceAll(',', ''))).toBe(found?.support);
    }
  });

  test('the summary and the list of runs', async () => {
    await page.goto(`${dashboard.address}/runs/${run}`, { waitUntil: 'load' });
    for (const [name, n, accuracy] of await cells('Overall metrics by task (table)')) {
      const audit = task(name ?? '');
      expect(Number(n?.replaceAll(',', ''))).toBe(audit.overall.n);
      expectNumber(accuracy ?? '', audit.overall.metrics['accuracy']);
    }
    await page.goto(`${dashboard.address}/runs`, { waitUntil: 'load' });
    const lines = await page.evaluate<string[]>(
      `[...document.querySelectorAll('section tbody tr')].find((row) => row.innerText.includes('${run}')).querySelectorAll('dl > div').values().map((line) => line.innerText).toArray()`,
    );
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const [name = '', accuracy = '', ...gap] = line.split('\n');
      expectNumber(accuracy, task(name).overall.metrics['accuracy']);
      const gaps = task(name)
        .groupings.filter(({ by, degenerate }) => by.length === 1 && !degenerate)
        .flatMap(({ disparities }) => disparities.filter(({ metric }) => metric === 'accuracy'));
      const points = Number(/(\d+(?:\.\d+)?)\s*points/.exec(gap.join(' '))?.[1]);
      expect(gaps.some(({ gap: { value } }) => Math.abs((value ?? 0) * 100 - points) <= 0.51)).toBe(true);
    }
  });

  test('intersections, as measured and shrunken', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/tasks/gender?by=race%2Cgender`, { waitUntil: 'load' });
    const grouping = task('gender').groupings.find(({ by }) => by.join() === 'race,gender');
    const slices = grouping?.slices ?? [];
    const maps = await page.evaluate<string[][]>(
      `[...document.querySelectorAll('figure')].filter((figure) => figure.querySelector('table.border-separate') && figure.innerText.includes('−'))
         .map((figure) => [...figure.querySelectorAll('tbody td')].map((cell) => cell.innerText.trim())).filter((cells) => cells.length === ${slices.length})`,
    );
    expect(maps).toHaveLength(2);
    for (const [which, cells] of maps.entries()) {
      for (const [index, slice] of slices.entries()) {
        const [value, n] = numbers(cells[index] ?? '');
        const estimate = which === 0 ? slice.metrics['accuracy'] : slice.shrunken;
        expectPrinted(value, (estimate?.value ?? Number.NaN) * 100, 0);
        expect(n).toBe(estimate?.n);
      }
    }
  });

  test('worst slices', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/tasks/gender`, { waitUntil: 'load' });
    const found = task('gender').worstSlices;
    const names = (group: Record<string, string>): string => Object.values(group).join(', ');
    const certified = new Set((found?.certified ?? []).map(({ group }) => names(group)));
    const entries = [
      ...(found?.certified ?? []),
      ...(found?.exploratory ?? []).filter(({ group }) => !certified.has(names(group))),
    ];
    const rows = await cells('Worst slices (table)');
    expect(rows.map(([name]) => name)).toEqual(entries.map(({ group }) => names(group)));
    for (const [index, entry] of entries.entries()) {
      const [, evidence, value, rest, worse, , n] = rows[index] ?? [];
      expect(evidence).toBe(certified.has(names(entry.group)) ? 'Certified' : 'Exploratory');
      expectPrinted(numbers(value)[0], (entry.value ?? 0) * 100, 0);
      expectPrinted(numbers(rest)[0], (entry.rest ?? 0) * 100, 0);
      expectNumber(worse ?? '', entry.excess);
      expect(numbers(n)[0]).toBe(entry.n);
    }
  });

  test('calibration of all images and of groups', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/tasks/gender?by=race`, { waitUntil: 'load' });
    const audit = task('gender');
    const bins = await cells('Calibration bins (table)');
    expect(bins).toHaveLength(audit.overall.calibration?.bins.length ?? 0);
    for (const [index, bin] of (audit.overall.calibration?.bins ?? []).entries()) {
      const [confidence, right, , n] = bins[index] ?? [];
      expectPrinted(numbers(confidence)[0], bin.confidence * 100, 0);
      expectPrinted(numbers(right)[0], bin.accuracy * 100, 0);
      expect(numbers(n)[0]).toBe(bin.n);
    }
    const slices = [audit.overall, ...(audit.groupings.find(({ by }) => by.join() === 'race')?.slices ?? [])];
    const groups = await cells('Calibration by race (table)');
    expect(groups).toHaveLength(slices.length);
    for (const [index, slice] of slices.entries()) {
      const [name, sure, right, , , error, , n] = groups[index] ?? [];
      expect(name).toBe(nameOf(slice));
      const { confidence, accuracy, total } = meanOfBins(slice);
      expectPrinted(numbers(sure)[0], confidence * 100, 0);
      expectPrinted(numbers(right)[0], accuracy * 100, 0);
      expectPrinted(numbers(error)[0], (slice.metrics['ece_debiased']?.value ?? 0) * 100);
      expect(numbers(n)[0]).toBe(total);
    }
  });

  test('how far ordinal predictions are off', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/tasks/age?by=gender`, { waitUntil: 'load' });
    const audit = task('age');
    const slices = [
      audit.overall,
      ...(audit.groupings.find(({ by }) => by.join() === 'gender')?.slices ?? []),
    ];
    const rows = await cells('How far predictions are off (table)');
    expect(rows).toHaveLength(slices.length);
    for (const [index, slice] of slices.entries()) {
      const [name, , mae, bias, n] = rows[index] ?? [];
      expect(name).toBe(nameOf(slice));
      expectPrinted(numbers(mae)[0], slice.metrics['mae']?.value ?? 0);
      expectPrinted(numbers(bias)[0], slice.metrics['signed_bias']?.value ?? 0);
      expect(numbers(n)[0]).toBe(slice.n);
    }
  });

  test('the matrix of a group: images, shares of a row, difference to all images', async () => {
    const audit = task('gender');
    const { labels } = audit;
    const slice = audit.groupings
      .find(({ by }) => by.join() === 'race')
      ?.slices.find(({ group }) => group['race'] === 'Black');
    if (!slice) throw new Error('no such group');
    const sum = (row: readonly number[] | undefined): number => (row ?? []).reduce((a, b) => a + b, 0);
    const share = (from: Slice, row: number, column: number): number =>
      (from.confusion[row]?.[column] ?? 0) / sum(from.confusion[row]);
    for (const matrix of ['count', 'share', 'difference']) {
      await page.goto(`${dashboard.address}/runs/${run}/tasks/gender?group=race%3DBlack&matrix=${matrix}`, {
        waitUntil: 'load',
      });
      const rows = await cells(
        matrix === 'difference'
          ? 'Confusion matrix, difference to all images (table)'
          : 'Confusion matrix (table)',
      );
      for (const row of labels.keys()) {
        const shown = rows[row]?.slice(1) ?? [];
        expect(numbers(shown.at(-1))[0]).toBe(sum(slice.confusion[row]));
        for (const column of labels.keys()) {
          const [printed] = numbers(shown[column]);
          if (matrix === 'count') expect(printed).toBe(slice.confusion[row]?.[column]);
          if (matrix === 'share') expectPrinted(printed, 100 * share(slice, row, column), 0);
          if (matrix === 'difference') {
            const difference = share(slice, row, column) - share(audit.overall, row, column);
            expectPrinted(printed, 100 * difference, 0);
          }
        }
      }
    }
  });

  test('what the data is made of', async () => {
    await page.goto(`${dashboard.address}/runs/${run}/data?by=race%2Cgender`, { waitUntil: 'load' });
    const [audit] = document.tasks;
    const tables = await page.evaluate<string[][][]>(
      `[...document.querySelectorAll('figure table')].map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim())))`,
    );
    const singles = (audit?.groupings ?? []).filter(({ by }) => by.length === 1);
    for (const [index, { slices }] of singles.entries()) {
      const all = slices.reduce((total, { n }) => total + n, 0);
      expect(tables[index]?.map(([name]) => name)).toEqual(slices.map(nameOf));
      for (const [place, { n }] of slices.entries()) {
        const [, , count, share] = tables[index]?.[place] ?? [];
        expect(numbers(count)[0]).toBe(n);
        expectPrinted(numbers(share)[0], (100 * n) / all);
      }
    }
    const pair = audit?.groupings.find(({ by }) => by.join() === 'race,gender');
    const crossed = tables[singles.length] ?? [];
    const counts = crossed.slice(0, -1).flatMap((row) => row.slice(1, -1).map((text) => numbers(text)[0]));
    expect(counts).toEqual(pair?.slices.map(({ n }) => n));
  });

  test('the comparison: changes, the gap, flips and confusions', async () => {
    await page.goto(
      `${dashboard.address}/compare?base=${run}&candidate=${candidate}&task=gender&by=race&sort=name`,
      { waitUntil: 'load' },
    );
    const compared = comparison.comparisons[0]?.tasks.find((entry) => entry.task === 'gender');
    const grouping = compared?.groupings.find(({ by }) => by.join() === 'race');
    if (!compared || !grouping) throw new Error('nothing is compared');
    const slices = [compared.overall, ...grouping.slices];
    const changes = await cells('Change of Accuracy by race (table)');
    const flips = await cells('Flips by group (table)');
    expect([changes.length, flips.length]).toEqual([slices.length, slices.length]);
    for (const [index, slice] of slices.entries()) {
      const change = slice.metrics['accuracy'];
      const [, base, now, , delta, , n] = changes[index] ?? [];
      expectPrinted(numbers(base)[0], 100 * (change?.base ?? 0));
      expectPrinted(numbers(now)[0], 100 * (change?.candidate ?? 0));
      expectNumber(delta ?? '', change?.delta);
      expect(numbers(n)[0]).toBe(change?.delta.n);
      const [, , bothRight, fixed, broken, bothWrong, rate, all] = flips[index] ?? [];
      const found = slice.flips;
      expect([bothRight, fixed, broken, bothWrong].map((text) => numbers(text)[0])).toEqual([
        found.bothRight,
        found.fixed,
        found.broken,
        found.bothWrong,
      ]);
      expectPrinted(numbers(rate)[0], 100 * (found.negativeFlipRate.value ?? 0));
      expect(numbers(all)[0]).toBe(slice.n);
    }
    const gap = grouping.changes.find(({ metric }) => metric === 'accuracy');
    const words = (await page.getByText('The gap was').textContent()) ?? '';
    const [was, is, by, low, high] = numbers(words);
    expectPrinted(was, 100 * (gap?.base.gap.value ?? 0));
    expectPrinted(is, 100 * (gap?.candidate.gap.value ?? 0));
    expectPrinted(by, 100 * (gap?.gapChange.value ?? 0));
    expectPrinted(low, 100 * (gap?.gapChange.low ?? 0));
    expectPrinted(high, 100 * (gap?.gapChange.high ?? 0));
    const confusion = await cells('Change of the confusion matrix (table)');
    for (const row of compared.labels.keys()) {
      for (const column of compared.labels.keys()) {
        const { base, candidate: now } = compared.overall.confusion;
        expect(numbers(confusion[row]?.[1 + column])[0]).toBe(
          (now[row]?.[column] ?? 0) - (base[row]?.[column] ?? 0),
        );
      }
    }
  });
});

function nameOf({ group }: Pick<Slice, 'group'>): string {
  return Object.values(group).join(', ') || 'All images';
}

function meanOfBins({ calibration }: Slice): { confidence: number; accuracy: number; total: number } {
  const bins = calibration?.bins ?? [];
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  const mean = (value: (bin: (typeof bins)[number]) => number): number =>
    bins.reduce((sum, bin) => sum + bin.n * value(bin), 0) / total;
  return { confidence: mean((bin) => bin.confidence), accuracy: mean((bin) => bin.accuracy), total };
}

/** The numbers in a text, with their signs. */
function numbers(text = ''): number[] {
  return [...text.matchAll(/[−+]?\d[\d,]*(?:\.\d+)?/g)].map(([number]) =>
    Number(number.replaceAll(',', '').replace('−', '-')),
  );
}

/** What is printed is the exact number, rounded; to so many digits, else to those that it shows. */
function expectPrinted(printed: number | undefined, exact: number, digits?: number): void {
  const shown = digits ?? String(printed).split('.')[1]?.length ?? 0;
  expect(Math.abs((printed ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.5 * 10 ** -shown + 1e-9);
}

/** `71 % [57, 81]` says the estimate, to the digits that it prints; `n/a` and reasons stand for null. */
function expectNumber(text: string, estimate: Estimate | undefined): void {
  const [value, low, high] = [...text.matchAll(/[−+]?\d+(?:\.\d+)?/g)].map(([number]) =>
    number.replace('−', '-').replace('+', ''),
  );
  if (estimate?.value == null) {
    expect(value).toBeUndefined();
    return;
  }
  for (const [printed, exact] of [
    [value, estimate.value],
    [low, estimate.low],
    [high, estimate.high],
  ] as const) {
    const digits = printed?.split('.')[1]?.length ?? 0;
    expect(Math.abs(Number(printed) - (exact ?? Number.NaN) * 100)).toBeLessThanOrEqual(
      0.5 * 10 ** -digits + 1e-9,
    );
  }
}
