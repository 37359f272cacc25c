import {
  appendBatch,
  closeDatabase,
  createRun,
  type Db,
  deleteRun,
  listRuns,
  markInterrupted,
  openDatabase,
} from '@evenhand/db';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('while a run writes', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let browser: Browser;
  let page: Page;
  let db: Db;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 300, one: true });
    dashboard = await startDashboard(workspace.folder);
    browser = await launchChromium(chromium ?? '');
    page = await browser.newPage();
    db = openDatabase({ file: workspace.database });
  }, 300_000);
  afterAll(async () => {
    if (db) closeDatabase(db);
    await browser?.close();
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

  test('progress comes without a reload, and the end too', async () => {
    const [model] = listRuns(db);
    if (!model) throw new Error('nothing was seeded');
    const { options, tags, software, tasks } = model;
    const run = createRun(db, {
      model: model.model,
      dataset: model.dataset.name,
      tasks,
      device: 'cpu',
      precision: 'fp32',
      preprocessDigest: model.preprocessDigest,
      batchSize: 10,
      total: 40,
      options,
      tags,
      software,
    });
    const store = (from: number): void =>
      appendBatch(db, {
        run: run.id,
        failures: [],
        predictions: Array.from({ length: 10 }, (_, index) =>
          tasks.map((_task, task) => ({
            sample: from + index,
            task,
            truth: 0,
            predicted: 0,
            confidence: 0.9,
            scores: null,
          })),
        ).flat(),
      });

    store(0);
    await page.goto(`${dashboard.address}/runs`, { waitUntil: 'load' });
    const row = page.locator('tr', { hasText: run.id });
    await row.getByText('10 of 40').waitFor();
    await page.evaluate('window.notReloaded = true');
    store(10);
    // From the commit of the batch to the screen: what the reader is promised.
    await row.getByText('20 of 40').waitFor({ timeout: 2000 });
    expect(await row.getByText('50 %').count()).toBe(1);
    markInterrupted(db, run.id);
    await row.getByText('Interrupted').waitFor({ timeout: 10_000 });
    expect(await page.evaluate('window.notReloaded')).toBe(true);
    deleteRun(db, run.id);
    const gone = await page.goto(`${dashboard.address}/runs/${run.id}`);
    expect(gone?.status()).toBe(404);
    expect(await page.getByText('This is not here').count()).toBe(1);
  });
});
