import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures go, for looking at; none are taken where it is not set. */
const pictures = process.env['EVENHAND_SCREENSHOTS'];

const schemes = ['light', 'dark'] as const;
/** Each width in both themes; axe looks once per width and once per theme, which is enough, and takes its time. */
const looks = [
  { width: 1440, axe: 'light' },
  { width: 390, axe: 'dark' },
] as const;

describe.skipIf(chromium === undefined)('every page, in a browser', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let browser: Browser;

  beforeAll(async () => {
    if (pictures) mkdirSync(pictures, { recursive: true });
    workspace = seededWorkspace();
    dashboard = await startDashboard(workspace.folder);
    browser = await launchChromium(chromium ?? '');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await dashboard?.[Symbol.asyncDispose]();
    workspace?.[Symbol.dispose]();
  });

  function pages(): [string, string][] {
    const v1 = workspace.run('portrait-attributes@v1 on portraits, finished');
    const v2 = workspace.run('portrait-attributes@v2 on portraits, finished');
    const half = workspace.run('portrait-attributes@v1 on portraits, interrupted');
    const failed = workspace.run('portrait-attributes@v2 on portraits, failed');
    const signs = workspace.run('sign-reader@1.0 on signs, finished');
    const subset = workspace.run('portrait-attributes@v1 on portraits-2, finished');
    return [
      ['runs', `/runs?select=${v1}&select=${v2}`],
      ['runs-none', '/runs?q=nothing-is-called-so'],
      ['summary', `/runs/${v1}`],
      ['task', `/runs/${v1}/tasks/gender?by=race%2Cgender&group=race%3DBlack%3Bgender%3DFemale`],
      ['task-126-groups', `/runs/${v1}/tasks/age?by=race%2Cgender%2Cage&metric=recall&class=20-29`],
      ['task-40-classes', `/runs/${signs}/tasks/sign?matrix=share`],
      ['images', `/runs/${v1}/samples?task=gender&answer=wrong&group=race%3DBlack`],
      ['images-flips', `/runs/${v2}/samples?task=gender&against=${v1}&flip=broken`],
      ['image', `/runs/${v1}/samples/7?task=race`],
      ['image-missing', `/runs/${v1}/samples/1499`],
      ['data', `/runs/${v1}/data?by=race%2Cage`],
      ['data-empty-group', `/runs/${signs}/data`],
      ['provenance', `/runs/${v1}/provenance`],
      ['half-finished', `/runs/${half}`],
      ['failed', `/runs/${failed}`],
      ['compare-choose', '/compare'],
      ['compare', `/compare?base=${v1}&candidate=${v2}&task=gender&by=age`],
      ['compare-three', `/compare?base=${v1}&candidate=${v2}&candidate=${half}`],
      ['compare-other-data', `/compare?base=${v1}&candidate=${subset}`],
      ['models', '/models'],
      ['model', '/models/portrait-attributes'],
      ['data-sets', '/datasets'],
      ['data-set', '/datasets/signs'],
    ];
  }

  test.each(looks)(
    '$width pixels, light and dark',
    async ({ width, axe }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: 'light' });
      const trouble: string[] = [];
      await forbidElsewhere(context, dashboard.address, trouble);
      for (const [name, path] of pages()) {
        const page = await context.newPage();
        listen(page, name, trouble);
        const answer = await page.goto(dashboard.address + path, { waitUntil: 'load' });
        // What the page asks for once it runs.
        await page.waitForTimeout(200);
        expect([name, answer?.status()]).toEqual([name, 200]);
        for (const scheme of schemes) {
          await page.emulateMedia({ colorScheme: scheme });
          const wider = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          if (Number(wider) > 0) trouble.push(`${name} is ${wider} pixels wider than the screen`);
          if (scheme === axe) trouble.push(...(await accessibility(page)).map((text) => `${name}: ${text}`));
          if (pictures) {
            const path = join(pictures, `${name}-${width}-${scheme}.png`);
            await page.screenshot({ path, fullPage: true, caret: 'initial' });
          }
        }
        await page.close();
      }
      await context.close();
      expect(trouble).toEqual([]);
    },
    600_000,
  );
});

/** Requests that would leave the machine are stopped and reported. */
async function forbidElsewhere(context: BrowserContext, address: string, trouble: string[]): Promise<void> {
  await context.route(
    (url) => url.origin !== address && !/^(data|blob):$/.test(url.protocol),
    (route) => {
      trouble.push(`asks ${route.request().url()}`);
      return route.abort();
    },
  );
}

function listen(page: Page, name: string, trouble: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      trouble.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`${name}: ${error.message}`));
  page.on('requestfailed', (request) =>
    trouble.push(`${name}: ${request.url()} ${request.failure()?.errorText}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${name}: ${response.url()} answers ${response.status()}`);
  });
}

/** What axe finds on a page: rule and the first place. WCAG 2.2 AA and best practices. */
async function accessibility(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  return found.map(
    ({ id, nodes }) =>
      `${id} at ${nodes.length}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
  );
}
