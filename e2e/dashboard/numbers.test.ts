import { type AuditDocument, auditDocument, type Estimate } from '@evenhand/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the numbers on the pages', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let browser: Browser;
  let page: Page;
  let document: AuditDocument;
  let run: string;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 2000, one: true });
    dashboard = await startDashboard(workspace.folder);
    browser = await launchChromium(chromium ?? '');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    run = workspace.run('portrait-attributes@v1 on portraits, finished');
    document = auditDocument.parse(await (await fetch(`${dashboard.address}/api/runs/${run}`)).json());
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

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
    const [row] = await cells('Runs (table)');
    for (const [place, name] of ['age', 'gender', 'race'].entries()) {
      const text = row?.[3 + place] ?? '';
      expectNumber(text, task(name).overall.metrics['accuracy']);
      const gaps = task(name)
        .groupings.filter(({ by, degenerate }) => by.length === 1 && !degenerate)
        .flatMap(({ disparities }) => disparities.filter(({ metric }) => metric === 'accuracy'));
      const points = Number(/(\d+(?:\.\d+)?)\s*points/.exec(text)?.[1]);
      expect(gaps.some(({ gap }) => Math.abs((gap.value ?? 0) * 100 - points) <= 0.51)).toBe(true);
    }
  });
});

/** `71 % [57, 81]` says the estimate, to the digits that it prints; `n/a` and reasons stand for null. */
function expectNumber(text: string, estimate: Estimate | undefined): void {
  const [value, low, high] = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number);
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
