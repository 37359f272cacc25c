import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { AuditDocument, ComparisonDocument } from '@evenhand/contracts';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';
import { findChromium, launchChromium } from './dashboard/chromium.js';

const command = fileURLToPath(new URL('../apps/runner/bin/evenhand.js', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const brief = ['--edition', 'summary', '--selection', 'side=Ventral'];
const formats = ['pdf', 'html', 'md', 'json', 'csv'] as const;

const tools = ['pdfinfo', 'pdftotext', 'pdffonts', 'qpdf'];
const hasPdfTools = tools.every((tool) => {
  try {
    execFileSync(tool, [tool === 'qpdf' ? '--version' : '-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!hasPdfTools) console.log(`Skipped: reading the PDF report needs ${tools.join(', ')} (poppler, qpdf).`);
const chromium = findChromium();
if (chromium === undefined) console.log('Skipped: looking at the HTML report needs Chromium.');

interface Cell {
  text: string;
  aside?: string;
  value?: number | null;
  low?: number | null;
  high?: number | null;
  source?: string;
}
interface Table {
  kind: 'table';
  title: string;
  rows: { cells: Cell[] }[];
}
type Block = Table | { kind: 'figure'; alternative: string } | { kind: 'other' };
interface Report {
  title: string;
  sections: { title: string; level: number; blocks: Block[] }[];
}

let bench: Bench;
/** The second version's run and the first one's. */
let run: string;
let base: string;
let report: Report;

const file = (name: string): string => join(bench.folder, name);
const write = async (name: string, ...parameters: string[]): Promise<Buffer> => {
  const outcome = await bench.run(['report', run, '-o', file(name), ...parameters]);
  expect(outcome.code, outcome.stderr).toBe(0);
  return readFile(file(name));
};

beforeAll(async () => {
  bench = await createBench();
  const outcome = await bench.run(['demo', '--no-open']);
  expect(outcome.code, outcome.stderr).toBe(0);
  const runs = await bench.json<{ id: string }[]>('runs');
  [run = '', base = ''] = runs.map(({ id }) => id);
  await write('full.json', '--baseline', base, '--selection', 'side=Ventral');
  report = JSON.parse(await readFile(file('full.json'), 'utf8')) as Report;
  for (const format of formats) await write(`brief.${format}`, ...brief);
});
afterAll(() => bench.remove());

describe('the numbers of the report', () => {
  it('are all those of the audit document and of the comparison', async () => {
    const audit = await bench.json<AuditDocument>('show', run);
    const comparison = await bench.json<ComparisonDocument>('compare', base, run);
    const cells = tables(report).flatMap(({ title, rows }) =>
      rows.flatMap((row) => row.cells.map((cell) => ({ title, cell }))),
    );
    const counted = { audit: 0, comparison: 0, derived: 0 };
    for (const { title, cell } of cells) {
      const { source = '', value } = cell;
      if (value === undefined || source === 'model-card') continue;
      if (source.startsWith('derived:')) {
        counted.derived += 1;
        continue;
      }
      const isCompared = source.startsWith('baseline:');
      counted[isCompared ? 'comparison' : 'audit'] += 1;
      const found = at(isCompared ? comparison : audit, source.slice(source.indexOf('/')));
      const where = `${title}: ${source}`;
      if (isEstimate(found) && source.startsWith('negated:')) {
        const { value: stored, low, high } = found;
        expect([where, value, cell.low, cell.high]).toEqual([
          where,
          ...[stored, high, low].map((x) => 0 - (x ?? NaN)),
        ]);
      } else if (isEstimate(found)) {
        expect({ where, value }).toEqual({ where, value: found.value });
        if (cell.low !== undefined)
          expect([where, cell.low, cell.high]).toEqual([where, found.low, found.high]);
      } else {
        const printed = source.endsWith('/noiseShare') ? Math.min(1, Number(found)) : found;
        expect({ where, value }).toEqual({ where, value: printed });
      }
    }
    expect(counted.audit).toBeGreaterThan(5000);
    expect(counted.comparison).toBeGreaterThan(1000);
    expect(counted.derived).toBeLessThan(counted.audit / 10);
  });

  it('hold an impact ratio for every category, to the most selected one', () => {
    const selected = tables(report).filter(({ title }) => title.startsWith('Selected as “Ventral”'));
    expect(selected.length).toBeGreaterThan(5);
    for (const { rows } of selected) {
      const found = rows.map(({ cells: [name, assessed, , chosen, rate, ratio] }) => ({
        isSmall: name?.text.endsWith('†') ?? false,
        rate: (assessed?.value ?? 0) === 0 ? undefined : (chosen?.value ?? 0) / (assessed?.value ?? 0),
        printedRate: rate?.value,
        ratio: ratio?.value,
      }));
      const best = Math.max(...found.filter(({ isSmall }) => !isSmall).map((entry) => entry.rate ?? 0));
      for (const { rate, printedRate, ratio } of found) {
        if (rate === undefined) continue;
        expect(printedRate).toBeCloseTo(rate, 12);
        expect(ratio).toBeCloseTo(rate / best, 12);
      }
    }
  });
});

describe.skipIf(!hasPdfTools)('the PDF report', () => {
  let pdf: Buffer;
  beforeAll(async () => {
    pdf = await write('full.pdf', '--baseline', base, '--selection', 'side=Ventral');
  });

  it('is a tagged PDF/UA with title, language, bookmarks, alternative texts and embedded fonts', () => {
    const raw = pdf.toString('latin1');
    const info = tool('pdfinfo', file('full.pdf'));
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toContain(`Title:           ${report.title}`);
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw).toContain('/Lang (en)');
    expect(raw).toContain('/DisplayDocTitle true');
    tool('qpdf', '--check', file('full.pdf'));
    const fonts = tool('pdffonts', file('full.pdf')).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const font of fonts) expect(font).toMatch(/ yes +yes +(?:yes|no) +\d+ +\d+$/);
    expect(bookmarks(pdf)).toBeGreaterThanOrEqual(report.sections.length);
    const figures = raw.match(/\/S \/Figure\n[\s\S]*?endobj/g) ?? [];
    expect(figures.length).toBe(blocks(report).filter(({ kind }) => kind === 'figure').length);
    for (const figure of figures) expect(figure).toContain('/Alt ');
    // A head for every row of every table, besides those of the columns.
    const rows = tables(report).reduce((sum, table) => sum + table.rows.length, 0);
    expect(raw.match(/\/Scope \/Row\n/g)?.length).toBeGreaterThanOrEqual(rows);
    expect(raw.match(/\/Scope \/Column\n/g)?.length).toBeGreaterThan(tables(report).length);
  });

  it('prints every row of every table, in the order of the report', () => {
    const text = squeezed(tool('pdftotext', '-raw', file('full.pdf'), '-'));
    let position = 0;
    let rows = 0;
    for (const table of tables(report)) {
      for (const { cells } of table.rows) {
        const row = squeezed(cells.map(({ text: own, aside = '' }) => own + aside).join(''));
        const found = text.indexOf(row, position);
        expect(found, `${table.title}: ${row} after ${text.slice(position, position + 200)}`).toBeGreaterThan(
          -1,
        );
        position = found + row.length;
        rows += 1;
      }
    }
    expect(rows).toBeGreaterThan(1000);
  });

  it('is PDF/A for archives, with the same text', async () => {
    const raw = (await write('archival.pdf', ...brief, '--archival')).toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(raw).toContain('/OutputIntents');
    tool('qpdf', '--check', file('archival.pdf'));
    expect(tool('pdftotext', file('archival.pdf'), '-')).toBe(tool('pdftotext', file('brief.pdf'), '-'));
  });

  it('fits two pages in its summary, on both papers', async () => {
    for (const paper of ['a4', 'letter']) {
      await write('summary.pdf', '--edition', 'summary', '--paper', paper, '--baseline', base);
      expect(tool('pdfinfo', file('summary.pdf'))).toMatch(/^Pages: +2$/m);
    }
  });
});

describe('the same run', () => {
  it('gives the same bytes in another process, folder, language and time zone', async () => {
    const elsewhere = join(bench.folder, 'elsewhere');
    await mkdir(elsewhere);
    for (const format of formats) {
      await promisify(execFile)(
        process.execPath,
        [command, 'report', run, ...brief, '-o', `again.${format}`],
        {
          cwd: elsewhere,
          env: {
            ...process.env,
            EVENHAND_WORKSPACE: bench.workspace,
            TZ: 'Pacific/Kiritimati',
            LANG: 'tr_TR.UTF-8',
            LC_ALL: 'tr_TR.UTF-8',
          },
        },
      );
      const again = await readFile(join(elsewhere, `again.${format}`));
      expect(again.equals(await readFile(file(`brief.${format}`))), format).toBe(true);
    }
  });
});

describe('--verify', () => {
  const verify = async (
    parameters: string[],
    env: Record<string, string> = {},
  ): Promise<{ code: number | null; verification: string }> => {
    const { code, stdout, stderr } = await bench.run(['report', ...parameters, '--json'], { env });
    const { verification } = JSON.parse(stdout || `{"verification":${JSON.stringify(stderr)}}`) as {
      verification: string;
    };
    return { code, verification };
  };
  /** A CSV table does not say what run it is of. */
  const named = (format: string): string[] => (format === 'csv' ? [run] : []);

  it('knows in every format the file that is written today', async () => {
    for (const format of formats) {
      expect(await verify([...named(format), '--verify', file(`brief.${format}`)]), format).toEqual({
        code: 0,
        verification: 'same',
      });
    }
  });

  it('notices one changed byte, and a report of another run', async () => {
    for (const format of ['pdf', 'csv'] as const) {
      const bytes = await readFile(file(`brief.${format}`));
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      await writeFile(file(`changed.${format}`), bytes);
      expect(await verify([...named(format), '--verify', file(`changed.${format}`)]), format).toEqual({
        code: 2,
        verification: 'other_file',
      });
      expect(await verify([base, '--verify', file(`brief.${format}`)]), format).toEqual({
        code: 2,
        verification: format === 'csv' ? 'other_file' : 'other_run',
      });
    }
  });

  it('notices that the data of the run have changed since', async () => {
    const workspace = join(bench.folder, 'changed');
    await mkdir(workspace);
    const database = new Database(join(bench.workspace, 'evenhand.db'));
    await database.backup(join(workspace, 'evenhand.db'));
    database.close();
    const changed = new Database(join(workspace, 'evenhand.db'));
    const { changes } = changed
      .prepare('update counts set n = n + 1 where run_number = (select number from runs where id = ?)')
      .run(run);
    changed.close();
    expect(changes).toBeGreaterThan(0);
    for (const format of ['pdf', 'csv'] as const) {
      const env = { EVENHAND_WORKSPACE: workspace };
      expect(await verify([...named(format), '--verify', file(`brief.${format}`)], env), format).toEqual({
        code: 2,
        verification: format === 'csv' ? 'other_file' : 'other_data',
      });
    }
  });

  it('says so where a file is no report, and where a table does not name its run', async () => {
    await writeFile(file('letter.pdf'), '%PDF-1.7\nnothing of ours\n');
    const letter = await verify(['--verify', file('letter.pdf')]);
    expect(letter.code).toBe(2);
    expect(letter.verification).toContain('does not say which run it is of');
    const table = await verify(['--verify', file('brief.csv')]);
    expect(table.code).toBe(2);
    expect(table.verification).toContain('evenhand report RUN --verify');
    const text = await bench.run(['report', '--verify', file('no-such.pdf')]);
    expect([text.code, text.stdout]).toEqual([2, '']);
  });

  it('refuses a selection that the run does not have', async () => {
    for (const [selection, message] of [
      ['side', /has no task and class/],
      ['height=tall', /no task height.*species, side, wear/s],
      ['side=Inner', /no class Inner.*Dorsal, Ventral/s],
    ] as const) {
      const outcome = await bench.run(['report', run, '-o', file('no.pdf'), '--selection', selection]);
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toMatch(message);
    }
  });
});

describe.skipIf(chromium === undefined)('the HTML report in a browser', () => {
  it('asks for nothing outside itself, and axe finds no barrier', async () => {
    await write('page.html', '--baseline', base, '--edition', 'summary');
    const browser = await launchChromium(chromium ?? '');
    try {
      for (const width of [1280, 390]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        const requests: string[] = [];
        const trouble: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        page.on('console', (message) => trouble.push(message.text()));
        page.on('pageerror', (error) => trouble.push(error.message));
        const address = pathToFileURL(file('page.html')).href;
        await page.goto(address);
        expect(await page.title()).toBe(report.title);
        expect(requests).toEqual([address]);
        expect(trouble).toEqual([]);
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wide, `scrolls sideways at ${width} px`).toBeLessThanOrEqual(0);
        await page.evaluate(axeSource);
        const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
          'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
        );
        expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });
});

function blocks({ sections }: Report): Block[] {
  return sections.flatMap((section) => section.blocks);
}

function tables(of: Report): Table[] {
  return blocks(of).filter((block) => block.kind === 'table');
}

function tool(name: string, ...parameters: string[]): string {
  return execFileSync(name, parameters, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Entries of the outline: each has a title and a parent. */
function bookmarks(pdf: Buffer): number {
  return (
    pdf
      .toString('latin1')
      .match(/\/Parent \d+ 0 R[\s\S]{0,200}?\/Title |\/Title [\s\S]{0,200}?\/Parent \d+ 0 R/g)?.length ?? 0
  );
}

/** Without blanks, marks of where a word may break, and marks of direction. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s\u200b\u2060\u2066-\u2069\u00ad]+/gu, '');
}

/** RFC 6901. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}

function isEstimate(
  value: unknown,
): value is { value: number | null; low: number | null; high: number | null } {
  return typeof value === 'object' && value !== null && 'value' in value && 'low' in value;
}
