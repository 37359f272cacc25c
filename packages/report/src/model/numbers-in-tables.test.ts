import type { Disparity, Estimate } from '@evenhand/contracts';
import { labelNoiseTippingPoints } from '@evenhand/metrics';
import { describe, expect, it } from 'vitest';
import { fullInput } from '../testing/full-input.js';
import { numberIn, rounds } from '../testing/printed-numbers.js';
import { buildReport } from './build-report.js';
import type { Cell, Table } from './report.js';

const input = fullInput();
const { audit, comparison } = input;

describe('every number in a table', () => {
  it.each([
    ['full', [{ task: 'gender', label: 'Female' }]],
    ['summary', []],
  ] as const)('of the %s edition is the one that its cell names, rounded', (edition, selections) => {
    const { sections } = buildReport(input, { edition, selections });
    const tables = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
    let checked = 0;
    for (const table of tables) {
      for (const { cells } of table.rows) {
        for (const [column, cell] of cells.entries()) {
          checked += checkCell(table, { cells, cell, column });
        }
      }
    }
    expect(checked).toBeGreaterThan(edition === 'full' ? 2500 : 10);
  });
});

/** Tables of words, whose numbers are parts of formulas and laws. */
const WORDS = new Set(['formulas', 'crosswalk']);

/** 1 where the cell holds a number, which is then proved. */
function checkCell(table: Table, at: { cells: readonly Cell[]; cell: Cell; column: number }): 0 | 1 {
  const { cell, column } = at;
  const place = { table: table.id, cell };
  if (WORDS.has(table.id)) return 0;
  if (cell.source === undefined) {
    expect(column === 0 ? '' : cell.text, JSON.stringify(place)).not.toMatch(/\d/);
    return 0;
  }
  const [value, low, high] = expectedOf(table, at);
  expect({ ...place, value: cell.value }).toEqual({ ...place, value });
  if (typeof value !== 'number') return 0;
  if (cell.text.startsWith('<')) expect(value).toBeLessThan(0.001);
  else if (cell.text !== '–') expect(rounds(numberIn(cell.text), value), JSON.stringify(place)).toBe(true);
  const limits = /^\[([^,]+), ([^\]]+)\]$/.exec(cell.aside ?? '');
  if (limits) {
    expect([cell.low, cell.high]).toEqual([low, high]);
    expect(rounds(limits[1], low ?? Number.NaN), JSON.stringify(place)).toBe(true);
    expect(rounds(limits[2], high ?? Number.NaN), JSON.stringify(place)).toBe(true);
  } else if (cell.aside !== undefined) {
    const { n } = resolve(audit, pointerOf(cell)) as Estimate;
    expect(cell.aside).toBe(`(${n.toLocaleString('en')})`);
  }
  return 1;
}

type Expected = [value: unknown, low?: number | null, high?: number | null];

function expectedOf(table: Table, { cells, cell }: { cells: readonly Cell[]; cell: Cell }): Expected {
  const source = cell.source ?? '';
  const kind = source.slice(0, Math.max(0, source.indexOf('/'))).replace(':', '');
  if (source === 'model-card') {
    const claims = input.model?.card?.reported?.metrics.map(({ value }) => value) ?? [];
    return [claims.find((value) => value === cell.value)];
  }
  if (kind === 'baseline') return estimateOf(resolve(comparison, pointerOf(cell)));
  const found = resolve(audit, pointerOf(cell));
  if (kind === 'negated') {
    const { value, low, high } = found as Estimate;
    return [0 - (value ?? Number.NaN), 0 - (high ?? Number.NaN), 0 - (low ?? Number.NaN)];
  }
  if (kind === 'derived') return derived(table, { cells, cell, found: Number(found) });
  if (source.endsWith('/noiseShare')) return [Math.min(1, Number(found))];
  return estimateOf(found);
}

function estimateOf(found: unknown): Expected {
  if (typeof found !== 'object' || found === null) return [found];
  const { value, low, high } = found as Estimate;
  return [value, low, high];
}

/** Shares, rates and ratios that the document has only the parts of. */
function derived(
  table: Table,
  { cells, cell, found }: { cells: readonly Cell[]; cell: Cell; found: number },
): Expected {
  const task = audit.tasks[0];
  const all = task?.overall.n ?? Number.NaN;
  if (table.id === 'labels') return [found / all];
  if (table.id === 'label-noise') {
    const disparity = resolve(audit, pointerOf(cell).replace('/gap/value', '')) as Disparity;
    const points = labelNoiseTippingPoints(found, disparity.best.value);
    return [cells.indexOf(cell) === 3 ? points.aligned : points.unsystematic];
  }
  const [, assessed, share, , rate] = cells;
  const total = table.rows.reduce((sum, row) => sum + (row.cells[1]?.value ?? 0), 0);
  if (cell === share) return [found / total];
  const own = found / (assessed?.value ?? Number.NaN);
  if (cell === rate) return [own, cell.low, cell.high];
  const rates = table.rows
    .filter((row) => (row.cells[1]?.value ?? 0) >= 0.02 * total)
    .map((row) => (row.cells[3]?.value ?? 0) / (row.cells[1]?.value ?? Number.NaN));
  return [own / Math.max(...rates)];
}

function pointerOf({ source = '' }: Cell): string {
  return source.slice(source.indexOf('/'));
}

/** RFC 6901. */
function resolve(document: unknown, pointer: string): unknown {
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}
