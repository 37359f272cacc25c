import type { AuditDocument } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { ordinaryAudit } from '../testing/audits.js';
import { buildReport } from './build-report.js';
import type { Cell, Report, Table } from './report.js';

const audit = ordinaryAudit();
const full = buildReport({ audit }, { edition: 'full' });

describe('buildReport', () => {
  it('takes every number of every table from the audit document', () => {
    const cells = tables(full).flatMap(({ id, rows }) =>
      rows.flatMap((row) =>
        row.cells
          .filter(({ source }) => source?.startsWith('/') || source?.startsWith('negated:'))
          .map((cell) => ({ id, cell })),
      ),
    );
    expect(cells.length).toBeGreaterThan(1500);
    for (const { id, cell } of cells) {
      const found = sourceOf(audit, cell.source ?? '');
      const value = isEstimate(found) ? found.value : found;
      if (isCapped(cell)) continue;
      expect({ id, source: cell.source, value: cell.value }).toEqual({ id, source: cell.source, value });
      if (isEstimate(found) && cell.low !== undefined) {
        expect([cell.low, cell.high]).toEqual([found.low, found.high]);
      }
    }
  });

  it('prints every number and limit as it is, rounded', () => {
    const printed = tables(full)
      .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
      .filter((cell): cell is Cell & { value: number } => typeof cell.value === 'number');
    for (const cell of printed) {
      if (cell.text === '–' || cell.text.startsWith('<')) continue;
      expectRounded(cell.value, lastNumber(cell.text), cell);
      const [low, high] = limitsOf(cell.aside ?? '');
      if (low === undefined || high === undefined || cell.low == null || cell.high == null) continue;
      expectRounded(cell.low, low, cell);
      expectRounded(cell.high, high, cell);
    }
  });

  it('says numbers in its findings and figures that are in the document', () => {
    const allowed = roundings(audit);
    const texts = full.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'findings'
          ? block.items
              .filter(({ verdict }) => verdict === 'certain')
              .flatMap(({ title, text }) => [title, text])
          : block.kind === 'figure'
            ? [block.title, ...block.drawing.labels.map(({ text }) => text)]
            : [],
      ),
    );
    const labels = audit.tasks.flatMap((task) =>
      task.groupings.flatMap(({ slices }) => slices.flatMap(({ group }) => Object.values(group))),
    );
    for (const text of texts) {
      const bare = labels
        .toSorted((a, b) => b.length - a.length)
        .reduce((rest, label) => rest.replaceAll(label, ''), text);
      for (const [number] of bare.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
        expect(allowed.has(number.replaceAll(',', '')) || isTick(number), `${number} in “${text}”`).toBe(
          true,
        );
      }
    }
  });

  it('numbers tables and figures in the order of reading', () => {
    const blocks = full.sections.flatMap((section) => section.blocks);
    const numbers = (kind: 'table' | 'figure'): number[] =>
      blocks.flatMap((block) => (block.kind === kind ? [block.number] : []));
    for (const kind of ['table', 'figure'] as const) {
      expect(numbers(kind)).toEqual(numbers(kind).map((_, index) => index + 1));
    }
    for (const ids of [
      full.sections.map(({ id }) => id),
      blocks.flatMap((block) => (block.kind === 'table' ? [block.id] : [])),
      blocks.flatMap((block) => (block.kind === 'figure' ? [block.id] : [])),
    ]) {
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('holds what an auditor looks for, in the order of the methodology', () => {
    expect(full.sections.filter(({ level }) => level === 1).map(({ title }) => title)).toEqual([
      'Findings',
      'Identity and provenance',
      'Data and labels',
      'All images together',
      'Task: gender',
      'Task: age',
      'What the model is for',
      'How far the result can be trusted',
      'Methods',
      'Crosswalk to regulations and standards',
      'Signatures',
      'All intersections',
      'The same under the names of other tools',
    ]);
  });

  it('says what passed and what lacks data beside what differs', () => {
    const [findings] = full.sections.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'findings'),
    );
    expect(new Set(findings?.items.map(({ verdict }) => verdict))).toEqual(new Set(['certain', 'none']));
    expect(findings?.items[0]?.title).toMatch(/Black/);
  });

  it('is the same for the same input, and differs where a prediction does', () => {
    expect(buildReport({ audit: structuredClone(audit) }, { edition: 'full' })).toEqual(full);
    const changed = structuredClone(audit);
    const slice = changed.tasks[0]?.groupings.at(-1)?.slices.find(({ n }) => n > 0);
    if (slice?.confusion[0]) slice.confusion[0][0] = (slice.confusion[0][0] ?? 0) + 1;
    const { provenance } = buildReport({ audit: changed }, { edition: 'full' });
    expect(provenance.resultsDigest).not.toBe(full.provenance.resultsDigest);
    expect(provenance.auditDigest).not.toBe(full.provenance.auditDigest);
  });
});

function tables(report: Report): Table[] {
  return report.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
}

/** The share of noise is an estimate that may be above 1; it is printed as 1 at most. */
function isCapped({ source }: Cell): boolean {
  return source?.endsWith('/noiseShare') ?? false;
}

/** What a cell's source names; a pair of groups may be printed the other way round. */
function sourceOf(document: AuditDocument, source: string): unknown {
  const found = resolve(document, source.slice(source.indexOf('/')));
  if (!source.startsWith('negated:') || !isEstimate(found)) return found;
  const [value, low, high] = [found.value, found.high, found.low].map((number) => 0 - (number ?? Number.NaN));
  return { value, low, high };
}

/** RFC 6901. */
function resolve(document: AuditDocument, pointer: string): unknown {
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

/** A printed number must be the value, or the value in percent, rounded to as many digits as it has. */
function expectRounded(value: number, text: string | undefined, cell: Cell): void {
  const printed = Number(text?.replaceAll(',', '').replace('\u2212', '-'));
  const digits = text?.split('.')[1]?.length ?? 0;
  const off = Math.min(Math.abs(printed - value), Math.abs(printed - 100 * value));
  expect(off, JSON.stringify(cell)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
}

function lastNumber(text: string): string | undefined {
  return text.replace('*', '').match(/[+\u2212]?\d[\d,]*(?:\.\d+)?(?!.*\d)/u)?.[0];
}

function limitsOf(aside: string): (string | undefined)[] {
  return /^\[([^,]+), ([^\]]+)\]$/.exec(aside)?.slice(1) ?? [];
}

/** Every number of a document in all the ways in which the report may round it. */
function roundings(document: AuditDocument): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'number') {
      for (const scaled of [value, 100 * value]) {
        for (const digits of [0, 1, 2, 3]) found.add(Math.abs(scaled).toFixed(digits));
      }
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(document);
  return found;
}

/** Axes have round numbers of their own. */
function isTick(number: string): boolean {
  return /^\d{1,3}(?:\.\d)?$/.test(number) && Number(number) % 0.5 === 0;
}
