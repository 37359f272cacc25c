import type { Estimate, Slice } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { fullInput } from '../testing/full-input.js';
import {
  isCount,
  isEstimate,
  LIMITS,
  NUMBER,
  nameOf,
  numberIn,
  plain,
  rounds,
  UNIT,
} from '../testing/printed-numbers.js';
import { buildReport } from './build-report.js';
import type { Figure } from './report.js';

const input = fullInput();
const { audit, comparison } = input;

describe('every number in a figure', () => {
  it('is of the row or the axis that it stands at', () => {
    const figures = buildReport(input, { edition: 'full' }).sections.flatMap(({ blocks }) =>
      blocks.filter((block) => block.kind === 'figure'),
    );
    expect(figures.length).toBeGreaterThan(15);
    expect(figures.flatMap(strayLabels)).toEqual([]);
  });
});

const compared = (comparison?.comparisons[0]?.tasks ?? []).flatMap(({ groupings }) =>
  groupings.flatMap((entry) => entry.slices),
);

/** Labels of a figure, row by row, that are neither of its axis nor the numbers of the row's group. */
function strayLabels({ id, drawing }: Figure): string[] {
  const rows = new Map<number, string[]>();
  for (const { text, y } of drawing.labels) {
    const line = Math.round(y * 100);
    rows.set(line, [...(rows.get(line) ?? []), plain(text)]);
  }
  return [...rows.values()].flatMap((texts) => {
    const [name = '', ...numbers] = texts;
    if (texts.every((text) => isTick(text) || !/\d/.test(text))) return [];
    const task = audit.tasks[Number(/(\d)/.exec(id)?.[1]) - 1];
    if (texts[0]?.startsWith('all ')) {
      return rounds(numberIn(texts[0]), task?.overall.metrics['accuracy']?.value)
        ? []
        : [`${id}: ${texts[0]}`];
    }
    const groupings = task?.groupings ?? [];
    const slice = groupings.flatMap((entry) => entry.slices).find(({ group }) => nameOf(group) === name);
    const change = compared.filter(({ group }) => nameOf(group) === name);
    const holds = id.startsWith('change-')
      ? change.some(({ metrics, n }) => isRow(numbers, metrics['accuracy']?.delta, { n }))
      : id.includes('calibration')
        ? isExcess(numbers, slice)
        : isRow(numbers, slice?.metrics['accuracy'], { n: slice?.n, detectable: slice?.detectable });
    return holds ? [] : [`${id}: ${texts.join(' | ')}`];
  });
}

/** `87 % [84, 89]`, `592`, `−4.7`. */
function isRow(
  [figures = '', images, detectable]: readonly string[],
  estimate: Estimate | undefined,
  { n, detectable: drop }: { n?: number | undefined; detectable?: number | null | undefined },
): boolean {
  const [, value, low, high] = new RegExp(`^${NUMBER}${UNIT}${LIMITS}$`).exec(figures) ?? [];
  return (
    isEstimate(estimate, { value, low, high }) &&
    isCount(images, n ?? Number.NaN) &&
    (detectable === undefined || rounds(detectable, -(drop ?? Number.NaN)))
  );
}

function isExcess([figures = '', images]: readonly string[], slice: Slice | undefined): boolean {
  const { bins = [], n = Number.NaN } = slice?.calibration ?? {};
  const excess = bins.reduce((sum, bin) => sum + bin.n * (bin.confidence - bin.accuracy), 0) / n;
  return rounds(numberIn(figures), excess) && isCount(images, n);
}

/** Axes have round numbers of their own. */
function isTick(text: string): boolean {
  return /^\d{1,3}(?:\.\d)?$/.test(text) && Number(text) % 0.5 === 0;
}
