import { closeDatabase, deleteRun, openDatabase } from '@evenhand/db';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, whenHydrated } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();
const SAMPLES = 1500;

describe.skipIf(chromium === undefined)('views', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let browser: Browser;
  let v1: string;
  let v2: string;
  let signs: string;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: SAMPLES });
    dashboard = await startDashboard(workspace.folder);
    browser = await launchChromium(chromium ?? '');
    v1 = workspace.run('portrait-attributes@v1 on portraits, finished');
    v2 = workspace.run('portrait-attributes@v2 on portraits, finished');
    signs = workspace.run('sign-reader@1.0 on signs, finished');
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

  async function open(path: string, width = 1440): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.setDefaultTimeout(60_000);
    await show(page, path);
    return page;
  }

  async function show(page: Page, path: string): Promise<void> {
    await page.goto(dashboard.address + path, { waitUntil: 'load' });
    await whenHydrated(page);
  }

  /** What a reader sees of a page: its words and numbers, and what is chosen. */
  function seen(page: Page): Promise<string[]> {
    return page.evaluate<string[]>(
      `[...document.querySelectorAll('main :is(h1, h2, p, th, td, figcaption, select, input, [aria-current], [aria-pressed="true"])')]
         .filter((element) => !element.closest('.recharts-wrapper') && !element.querySelector('.recharts-wrapper, .absolute'))
         .map((element) => element.value ?? element.innerText)`,
    );
  }

  describe('the address restores them', () => {
    /** Opens the page's address in a new browser and compares. */
    async function restores(page: Page): Promise<void> {
      const address = page.url().slice(dashboard.address.length);
      const again = await open(address);
      expect(await seen(again)).toEqual(await seen(page));
      await again.context().close();
      await page.context().close();
    }

    test('groups, metric, class and order of a task', async () => {
      const page = await open(`/runs/${v1}/tasks/gender`);
      await page.getByRole('combobox', { name: 'Groups' }).selectOption('age');
      await page.waitForURL(/by=age/);
      await page.getByRole('combobox', { name: 'Metric' }).selectOption('recall');
      await page.waitForURL(/metric=recall/);
      await page.getByRole('combobox', { name: 'Class' }).selectOption('Male');
      await page.waitForURL(/class=Male/);
      await page.getByRole('button', { name: 'As declared' }).click();
      await page.waitForURL(/sort=name/);
      await page.getByText('Recall of “Male”', { exact: true }).first().waitFor();
      await restores(page);
    });

    test('the group and what its matrix shows', async () => {
      const page = await open(`/runs/${v1}/tasks/gender?by=race`);
      await page.getByRole('rowheader', { name: 'Black' }).first().getByRole('link').click();
      await page.waitForURL(/group=race/);
      await page.getByRole('link', { name: 'Difference to all' }).click();
      await page.waitForURL(/matrix=difference/);
      await page.getByLabel('Confusion matrix, difference to all images (table)').waitFor();
      await restores(page);
    });

    test('filters and order of the runs', async () => {
      const page = await open('/runs');
      await page.getByRole('link', { name: 'Images', exact: true }).click();
      await page.waitForURL(/sort=images/);
      await page.getByRole('button', { name: 'Finished' }).click();
      await page.waitForURL(/status=finished/);
      await page.getByText('4 of 6 audits').waitFor();
      await restores(page);
    });

    test('filters of images', async () => {
      const page = await open(`/runs/${v1}/samples?task=gender&answer=wrong&group=race%3DBlack&sort=sure`);
      await page.getByText('✗ Male').first().waitFor();
      await restores(page);
    });

    test('a comparison’s task, groups and metric', async () => {
      const page = await open(`/compare?base=${v1}&candidate=${v2}`);
      await page.getByRole('navigation', { name: 'Tasks' }).getByRole('link', { name: 'gender' }).click();
      await page.waitForURL(/task=gender/);
      await page.getByRole('combobox', { name: 'Groups' }).selectOption('race');
      await page.waitForURL(/by=race/);
      await page.getByLabel('Change of Accuracy by race (table)').waitFor();
      await restores(page);
    });
  });

  test('other runs can be chosen under a comparison', async () => {
    const page = await open(`/compare?base=${v1}&candidate=${v2}`);
    await page.getByText('Compare other runs').click();
    expect(await page.getByRole('combobox', { name: 'Baseline' }).inputValue()).toBe(v1);
    await page.getByRole('checkbox', { name: v2 }).waitFor();
    expect(await page.getByRole('checkbox', { name: v2 }).isChecked()).toBe(true);
    await page.context().close();
  });

  describe.each([1440, 390])('what is hard to lay out, at %i pixels', (width) => {
    /** No page is wider than the screen, and no text is cut off without a way to read it. */
    async function fits(page: Page): Promise<void> {
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBeLessThanOrEqual(0);
      const cut = await page.evaluate<string[]>(
        `[...document.querySelectorAll('main th, main td, main h1, main h2, main p, main figcaption, main a span')]
           .filter((element) => {
             const { overflowX, overflowY } = getComputedStyle(element);
             if (element.closest('[title], .sr-only, svg') || element.checkVisibility() === false) return false;
             return (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) ||
               (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
           })
           .map((element) => element.textContent)`,
      );
      expect(cut).toEqual([]);
      await page.context().close();
    }

    test('126 groups scroll in their frame, each row as high as its drawing', async () => {
      const page = await open(
        `/runs/${v1}/tasks/age?by=race%2Cgender%2Cage&metric=recall&class=20-29`,
        width,
      );
      await page.locator('figure section').first().locator('.recharts-surface').waitFor();
      const { rows, heights, chart, frame } = await page.evaluate<{
        rows: number;
        heights: number[];
        chart: number;
        frame: number;
      }>(`(() => {
        const frame = document.querySelector('figure section');
        const rows = [...frame.querySelectorAll('tbody tr')];
        return {
          rows: rows.length,
          heights: [...new Set(rows.map((row) => row.getBoundingClientRect().height))],
          chart: frame.querySelector('.recharts-surface').getBoundingClientRect().height,
          frame: frame.clientHeight,
        };
      })()`);
      expect(rows).toBe(127);
      expect(heights).toHaveLength(1);
      expect(Math.abs(chart - rows * (heights[0] ?? 0))).toBeLessThan(1);
      expect(frame).toBeLessThan(chart);
      await fits(page);
    });

    test('40 classes, a label of 60 characters and a group without images', async () => {
      const page = await open(`/runs/${signs}/tasks/sign?matrix=share`, width);
      expect(await page.getByLabel('Confusion matrix (table)').locator('tbody tr').count()).toBe(41);
      expect(await page.getByText('no images', { exact: true }).count()).toBeGreaterThan(0);
      await fits(page);
      const data = await open(`/runs/${signs}/data`, width);
      await data.getByText('Snow').first().waitFor();
      await fits(data);
    });

    test('menus of files open inside the screen', async () => {
      for (const path of [
        '/runs',
        `/runs/${v1}`,
        `/runs/${v1}/tasks/gender`,
        `/runs/${v1}/data`,
        '/models/portrait-attributes',
        '/datasets/signs',
        `/compare?base=${v1}&candidate=${v2}`,
      ]) {
        const page = await open(path, width);
        const menu = page
          .locator('main details', { has: page.locator('summary', { hasText: 'Export' }) })
          .last();
        await menu.locator('summary').click();
        const box = await menu.locator('ul').boundingBox();
        expect(box?.x, path).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0), path).toBeLessThanOrEqual(width);
        await fits(page);
      }
    });

    test('missing image files say so, in the grid and alone', async () => {
      const page = await open(`/runs/${v1}/samples?at=${SAMPLES - 1}`, width);
      await page.getByText('file missing').first().waitFor();
      await fits(page);
      const one = await open(`/runs/${v1}/samples/${SAMPLES - 1}`, width);
      expect(await one.getByText('file missing').count()).toBe(1);
      expect(await one.locator('main img').count()).toBe(0);
      await fits(one);
    });

    test('a half-finished run says what it has and how to go on', async () => {
      const half = workspace.run('portrait-attributes@v1 on portraits, interrupted');
      const page = await open(`/runs/${half}`, width);
      const done = Math.round(0.35 * SAMPLES);
      await page.getByText(`first ${done} of ${SAMPLES.toLocaleString('en')} images`).waitFor();
      expect(await page.getByText(`--resume ${half}`).count()).toBe(1);
      await fits(page);
      const failed = await open(
        `/runs/${workspace.run('portrait-attributes@v2 on portraits, failed')}`,
        width,
      );
      await failed.getByText('This run failed.').waitFor();
      await fits(failed);
    });

    test('places that do not exist lead on', async () => {
      for (const path of ['/runs/r000000', `/runs/${v1}/samples/999999`, '/models/none', '/datasets/none']) {
        const page = await open(path, width);
        await page.getByRole('heading', { name: 'This is not here' }).waitFor();
        await fits(page);
      }
    });
  });

  test('keys: search, help, rows, the skip link, and a ring around what has the focus', async () => {
    const page = await open('/runs');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('j');
    const first = await page.evaluate('document.activeElement.href');
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.href')).not.toBe(first);
    await page.keyboard.press('k');
    expect(await page.evaluate('document.activeElement.href')).toBe(first);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('sign-reader');
    await page
      .getByRole('option', { name: /sign-reader/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/models\/sign-reader|runs\//);
    await page.context().close();
  });

  test('the arrow keys walk through a drawing and say what they stand on', async () => {
    const page = await open(`/runs/${v1}/tasks/gender?by=race`);
    // By its name: which drawing of a page comes first is left to chance.
    await page.getByRole('application', { name: 'Gender: accuracy' }).focus();
    await page.getByRole('status').getByText('All images:').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('status').getByText('against the rest').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText('All images:').waitFor();
    await page.context().close();
  });

  test('colours are chosen by switch or by command, on a phone too, and remembered', async () => {
    const page = await open('/runs', 390);
    const theme = () => page.evaluate('document.documentElement.dataset.theme ?? "system"');
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    expect(await theme()).toBe('dark');
    await show(page, `/runs/${v1}`);
    expect(await theme()).toBe('dark');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search/ }).fill('light colours');
    await page.keyboard.press('Enter');
    expect(await theme()).toBe('light');
    await expect.poll(() => page.getByRole('radio', { name: 'Light' }).isChecked()).toBe(true);
    await show(page, '/models');
    expect(await theme()).toBe('light');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search/ }).fill('keyboard help');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.context().close();
  });

  test('a group’s images and mistakes are one click away, and the command of a run is whole', async () => {
    const page = await open(`/runs/${v1}/tasks/gender?by=race&group=race%3DBlack`);
    await page.getByRole('link', { name: 'Only the mistakes' }).click();
    await page.waitForURL(/answer=wrong/);
    await page.getByRole('button', { name: 'Remove the filter race: Black' }).waitFor();
    await page.getByText('✗ Male').first().waitFor();
    await show(page, `/runs/${v1}/provenance`);
    expect(await page.locator('main pre').first().textContent()).toContain(
      'evenhand run --model portrait-attributes@v1 --dataset portraits',
    );
    await page.context().close();
  });

  test('images are blurred or hidden with one switch, remembered', async () => {
    const page = await open(`/runs/${v1}/samples`);
    await page.locator('main img').first().waitFor();
    await page.getByRole('radio', { name: 'Blur' }).check({ force: true });
    expect(await page.locator('main img').first().getAttribute('class')).toContain('blur');
    await show(page, `/runs/${v1}/samples/3`);
    expect(await page.locator('main img').getAttribute('class')).toContain('blur');
    await page.keyboard.press('b');
    await page.getByText('hidden', { exact: true }).waitFor({ state: 'attached' });
    await show(page, `/runs/${v1}/samples`);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.getByRole('radio', { name: 'Hide' }).isChecked()).toBe(true);
    await page.context().close();
  });

  // Last: it takes a run away.
  test('a run that is deleted while it is looked at', async () => {
    const page = await open(`/runs/${v2}`);
    const db = openDatabase({ file: workspace.database });
    deleteRun(db, v2);
    closeDatabase(db);
    await page.getByRole('link', { name: 'age', exact: true }).first().click();
    await page.getByRole('heading', { name: 'This is not here' }).waitFor();
    const list = await open('/runs');
    expect(await list.getByText(v2).count()).toBe(0);
    const compare = await open(`/compare?base=${v1}&candidate=${v2}`);
    await compare.getByRole('heading', { name: 'This is not here' }).waitFor();
    for (const opened of [page, list, compare]) await opened.context().close();
  });
});
