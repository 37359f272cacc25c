import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditDocument, ComparisonDocument, Slice } from '@evenhand/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, createBench } from '../cli.js';
import { findChromium, launchChromium, whenHydrated } from './chromium.js';
import { type Dashboard, startDashboard } from './server.js';
import { type SeededWorkspace, seededWorkspace } from './workspace.js';

const chromium = findChromium();

describe('exports', () => {
  let workspace: SeededWorkspace;
  let dashboard: Dashboard;
  let bench: Bench;
  let run: string;
  let base: string;
  let audit: AuditDocument;

  beforeAll(async () => {
    workspace = seededWorkspace({ samples: 1500 });
    dashboard = await startDashboard(workspace.folder);
    bench = await createBench();
    base = workspace.run('portrait-attributes@v1 on portraits, finished');
    run = workspace.run('portrait-attributes@v2 on portraits, finished');
    audit = JSON.parse((await evenhand('show', run, '--json')).stdout);
  }, 300_000);
  afterAll(async () => {
    await dashboard?.[Symbol.asyncDispose]();
    await bench?.remove();
    workspace?.[Symbol.dispose]();
  });

  const evenhand = (...parameters: string[]) =>
    bench.run(parameters, { env: { EVENHAND_WORKSPACE: workspace.folder } });

  test('a run can be found by its gap', async () => {
    const listed: { id: string }[] = JSON.parse((await get('/api/runs?sort=gap')).bytes.toString());
    const real = ({ id }: { id: string }) => {
      const run = [...workspace.runs.values()].find((entry) => entry.id === id);
      const gaps = run?.headlines.flatMap(({ gap }) => (gap?.verdict === 'real' ? [gap.gap.value ?? 0] : []));
      return run?.headlines.length ? Math.max(0, ...(gaps ?? [])) : -1;
    };
    const gaps = listed.map(real);
    expect(gaps).toHaveLength(6);
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
    expect(gaps[0]).toBeGreaterThan(0.1);
  });

  async function get(path: string): Promise<{ bytes: Buffer; name: string; type: string }> {
    const answer = await fetch(dashboard.address + path);
    expect([path, answer.status]).toEqual([path, 200]);
    return {
      bytes: Buffer.from(await answer.arrayBuffer()),
      name: /filename="([^"]*)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '',
      type: answer.headers.get('content-type') ?? '',
    };
  }

  function task(name: string): AuditDocument['tasks'][number] {
    const found = audit.tasks.find((entry) => entry.task === name);
    if (!found) throw new Error(`no task ${name}`);
    return found;
  }

  test.each(['pdf', 'html', 'md', 'csv'])(
    'the report as %s is the file of evenhand report',
    async (format) => {
      const file = join(bench.folder, `report.${format}`);
      expect((await evenhand('report', run, '-o', file)).code).toBe(0);
      const { bytes, name } = await get(`/api/runs/${run}/report?format=${format}`);
      expect(bytes.equals(await readFile(file))).toBe(true);
      expect(name).toBe(`evenhand-${run}-report.${format}`);
    },
  );

  test('so is the report against a baseline', async () => {
    const file = join(bench.folder, 'compared.pdf');
    expect((await evenhand('report', run, '--baseline', base, '-o', file)).code).toBe(0);
    const { bytes } = await get(`/api/runs/${run}/report?format=pdf&baseline=${base}`);
    expect(bytes.equals(await readFile(file))).toBe(true);
  });

  test('JSON is what the command line prints', async () => {
    expect(JSON.parse((await get(`/api/runs/${run}`)).bytes.toString())).toEqual(audit);
    const compared = JSON.parse(
      (await evenhand('compare', base, run, '--json')).stdout,
    ) as ComparisonDocument;
    const answer = await get(`/api/compare?base=${base}&candidate=${run}`);
    expect(JSON.parse(answer.bytes.toString())).toEqual(compared);
  });

  test('CSV of the groups holds the numbers of the audit document, in the order of the page', async () => {
    const { bytes, name } = await get(
      `/api/runs/${run}/tasks/gender/tables/groups?by=race%2Cgender&metric=recall&class=Female&sort=name`,
    );
    expect(name).toBe(`evenhand-${run}-gender-groups-race.gender-recall-Female.csv`);
    const [head, all, ...rows] = csv(bytes);
    expect(head?.slice(0, 6)).toEqual(['race', 'gender', 'Recall of “Female”', 'low', 'high', 'n']);
    const { overall, groupings } = task('gender');
    const recall = (slice: Slice) => slice.classes.find(({ label }) => label === 'Female')?.metrics['recall'];
    const numbers = (slice: Slice) => {
      const { value = null, low = null, high = null, n = slice.n } = recall(slice) ?? {};
      return [value, low, high, n].map((number) => (number === null ? '' : String(number)));
    };
    expect(all?.slice(0, 6)).toEqual(['All', 'All', ...numbers(overall)]);
    const slices = groupings.find(({ by }) => by.join() === 'race,gender')?.slices ?? [];
    expect(slices.length).toBe(14);
    expect(rows.map((row) => row.slice(0, 6))).toEqual(
      slices.map((slice) => [slice.group['race'], slice.group['gender'], ...numbers(slice)]),
    );
  });

  test('CSV of confusions and classes too', async () => {
    const { labels, order = [], overall } = task('age');
    const counts = order.map((truth) =>
      order.map((predicted) => String(overall.confusion[labels.indexOf(truth)]?.[labels.indexOf(predicted)])),
    );
    const [head, ...matrix] = csv((await get(`/api/runs/${run}/tasks/age/tables/confusion`)).bytes);
    expect(head).toEqual(['true', ...order, 'n']);
    expect(matrix.map((row) => row.slice(1, -1))).toEqual(counts);
    const [, ...classes] = csv((await get(`/api/runs/${run}/tasks/age/tables/classes`)).bytes);
    expect(classes.map(([label, precision, , , recall]) => [label, precision, recall])).toEqual(
      order.map((label) => {
        const { precision, recall } = overall.classes.find((entry) => entry.label === label)?.metrics ?? {};
        return [label, String(precision?.value ?? ''), String(recall?.value ?? '')];
      }),
    );
  });

  test('CSV of a comparison holds the changes of the comparison document', async () => {
    const query = `base=${base}&candidate=${run}`;
    const document: ComparisonDocument = JSON.parse((await get(`/api/compare?${query}`)).bytes.toString());
    const compared = document.comparisons[0]?.tasks.find((entry) => entry.task === 'gender');
    const slices = compared?.groupings.find(({ by }) => by.join() === 'race')?.slices ?? [];
    const [, , ...rows] = csv(
      (await get(`/api/compare/tables/groups?${query}&task=gender&by=race&sort=name`)).bytes,
    );
    expect(rows.map((row) => row.slice(0, 6))).toEqual(
      slices.map(({ group, metrics }) => {
        const { base: before, candidate, delta } = metrics['accuracy'] ?? {};
        return [group['race'], before, candidate, delta?.value, delta?.low, delta?.high].map(String);
      }),
    );
  });

  test('CSV of slices, offsets and calibration by group too', async () => {
    const table = async (path: string) => csv((await get(`/api/runs/${run}/tasks/${path}`)).bytes);
    const { order = [], labels, overall, groupings } = task('age');
    const slices = groupings.find(({ by }) => by.join() === 'race')?.slices ?? [];
    const rank = labels.map((label) => order.indexOf(label));
    const right = ({ confusion, n }: Slice) =>
      confusion.reduce((sum, row, truth) => sum + (row[rank.indexOf(rank[truth] ?? -1)] ?? 0), 0) / n;
    const [head, ...offsets] = await table('age/tables/offsets?by=race');
    expect(head).toEqual([
      'race',
      '2+ below',
      '1 below',
      'right',
      '1 above',
      '2+ above',
      'mean distance',
      'bias',
      'n',
    ]);
    expect(offsets.map((row) => [row[0], Number(row[3]), row[6], row[8]])).toEqual(
      [overall, ...slices].map((slice) => [
        slice.group['race'] ?? 'All',
        right(slice),
        String(slice.metrics['mae']?.value),
        String(slice.n),
      ]),
    );
    const [, ...calibration] = await table('age/tables/calibration-groups?by=race');
    expect(calibration.map((row) => [row[0], row[4], row[8]])).toEqual(
      [overall, ...slices].map((slice) => [
        slice.group['race'] ?? 'All',
        String(slice.metrics['ece_debiased']?.value ?? ''),
        String(slice.calibration?.n),
      ]),
    );
    const worst = task('gender').worstSlices;
    const [, ...found] = await table('gender/tables/slices');
    expect(found.slice(0, worst?.certified.length).map((row) => row[3])).toEqual(
      worst?.certified.map(({ value }) => String(value)),
    );
  });

  test('CSV of lists and data: runs, versions over time, images per group', async () => {
    const [head, ...runs] = csv((await get('/api/runs?format=csv&q=v2&status=finished')).bytes);
    expect(head?.slice(0, 4)).toEqual(['run', 'model', 'version', 'data set']);
    expect(runs.map((row) => [row[0], row[8], row[9], row[17]])).toEqual(
      audit.tasks.map(({ task: name, overall }) => [
        run,
        name,
        String(overall.metrics['accuracy']?.value),
        expect.stringMatching(/^\d/),
      ]),
    );
    const listed = JSON.parse((await get('/api/runs?q=v2&status=finished')).bytes.toString());
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([run]);

    const [, ...trends] = csv(
      (await get('/api/models/portrait-attributes/tables/trends?dataset=portraits')).bytes,
    );
    const accuracies = trends.filter(([name, what]) => name === 'gender' && what === 'accuracy');
    expect(accuracies.map((row) => row[2])).toEqual([base, run]);
    expect(accuracies[1]?.[5]).toBe(String(task('gender').overall.metrics['accuracy']?.value));

    const [, ...races] = csv((await get(`/api/runs/${run}/data/tables/composition?by=race`)).bytes);
    const slices = audit.tasks[0]?.groupings.find(({ by }) => by.join() === 'race')?.slices ?? [];
    expect(races.map((row) => row.slice(0, 2))).toEqual(
      slices.map(({ group, n }) => [group['race'], String(n)]),
    );
    const [, ...cells] = csv(
      (await get('/api/datasets/portraits/tables/intersections?by=race%2Cgender')).bytes,
    );
    expect(cells).toHaveLength(14);
    expect(cells.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(1500);
    const [, ...drops] = csv((await get('/api/datasets/portraits/tables/detectable')).bytes);
    expect(drops.length).toBeGreaterThan(10);
  });

  const figures = [
    'tasks/gender/figures/groups?by=race',
    'tasks/gender/figures/intersections?by=race%2Cgender',
    'tasks/gender/figures/shrunken?by=race%2Cage',
    'tasks/race/figures/confusion?matrix=share',
    'tasks/race/figures/confusion?matrix=difference&group=race%3DBlack&by=race',
    'tasks/gender/figures/calibration?by=race',
    'tasks/gender/figures/calibration-groups?by=race',
    'tasks/gender/figures/slices?by=race',
    'tasks/age/figures/offsets?by=race',
    'data/figures/composition?by=race',
    'data/figures/intersections?by=race%2Cage',
  ];

  test('figures are whole SVG files, and PNG files of twice their size', async () => {
    const paths = [
      ...figures.map((path) => `/api/runs/${run}/${path}`),
      `/api/compare/figures/groups?base=${base}&candidate=${run}&task=gender&by=race`,
      `/api/compare/figures/confusion?base=${base}&candidate=${run}&task=gender`,
      `/api/compare/figures/flips?base=${base}&candidate=${run}&task=gender&by=race`,
      '/api/datasets/portraits/figures/composition?by=gender',
      '/api/datasets/portraits/figures/intersections?by=race%2Cgender',
      '/api/models/portrait-attributes/figures/trend?dataset=portraits&place=0',
    ];
    for (const path of paths) {
      const { bytes, name, type } = await get(`${path}&format=svg`);
      const svg = bytes.toString();
      expect(type).toContain('image/svg+xml');
      expect(name).toMatch(/^evenhand-[\w.-]+\.svg$/);
      const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
      expect(svg, path).toMatch(/<title>.{20,}<\/title>/);
      expect(svg, path).toContain(path.includes(run) ? run : 'portrait');
      const outside = svg.replace('http://www.w3.org/2000/svg', '');
      expect(outside, path).not.toMatch(/https?:|href|@import|<script|url\((?!#)/);
      const png = (await get(`${path}&format=png`)).bytes;
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      // Width and height stand at the beginning of every PNG.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    }
  });

  test('what is not there is not found, and other sites get nothing', async () => {
    for (const path of [
      'report?format=exe',
      'tasks/gender/tables/nothing',
      'tasks/none/figures/groups',
      'data/tables/composition?by=none',
      'data/figures/nothing',
    ]) {
      expect((await fetch(`${dashboard.address}/api/runs/${run}/${path}`)).status, path).toBe(404);
    }
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    expect((await fetch(`${dashboard.address}/api/runs/${run}/report`, { headers })).status).toBe(403);
  });

  test.skipIf(chromium === undefined)('the menus lead to files, by keyboard too', async () => {
    const browser = await launchChromium(chromium ?? '');
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      for (const path of [
        `/runs/${run}`,
        `/runs/${run}/tasks/age?by=race%2Cgender`,
        `/compare?base=${base}&candidate=${run}`,
        '/models/portrait-attributes',
        '/datasets/portraits',
        `/runs/${run}/data`,
      ]) {
        // A comparison comes in after its outline: what is opened before that is replaced.
        await page.goto(dashboard.address + path, { waitUntil: 'networkidle' });
        await whenHydrated(page);
        const menu = page.locator('details', { has: page.locator('summary', { hasText: 'Export' }) }).last();
        await menu.locator('summary').press('Enter');
        const links = await Promise.all(
          (await menu.getByRole('link').all()).map(async (link) => (await link.getAttribute('href')) ?? ''),
        );
        expect(links.length).toBeGreaterThan(3);
        for (const href of links) expect((await get(href)).bytes.length, href).toBeGreaterThan(20);
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          menu.getByRole('link').first().press('Enter'),
        ]);
        expect(download.suggestedFilename()).toMatch(/^evenhand-/);
        await page.keyboard.press('Escape');
        expect(await menu.getAttribute('open')).toBe(null);
      }
    } finally {
      await browser.close();
    }
  });
});

/** Rows of a CSV file whose cells hold no line breaks. */
function csv(bytes: Buffer): string[][] {
  return bytes
    .toString()
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
