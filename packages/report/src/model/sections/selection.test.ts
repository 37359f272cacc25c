import { describe, expect, it } from 'vitest';
import { madeUpAudit } from '../../testing/made-up-audit.js';
import { buildReport } from '../build-report.js';
import type { Table } from '../report.js';

const audit = madeUpAudit({
  attributes: [
    { name: 'sex', labels: ['Female', 'Male'] },
    { name: 'race', labels: ['A', 'B', 'C', 'rare'] },
  ],
  tasks: [{ name: 'decision', labels: ['hired', 'rejected'] }],
  images: 800,
});
// Counts as in 6 RCNY 5-301, by hand: 60 of 200, 30 of 200, 90 of 300 and 4 of 5.
const counts: [number, number][] = [
  [200, 60],
  [200, 30],
  [300, 90],
  [5, 4],
];
const race = audit.tasks[0]?.groupings.find(({ by }) => by.join() === 'race');
for (const [index, slice] of (race?.slices ?? []).entries()) {
  const [n = 0, selected = 0] = counts[index] ?? [];
  slice.n = n;
  const [own] = slice.classes;
  if (!own) continue;
  own.predicted = selected;
  own.metrics['selection_rate'] = { value: selected / n, low: 0, high: 1, n, method: 'wilson' };
}
if (race) race.unlabelled = 12;

function table(): Table | undefined {
  const report = buildReport(
    { audit },
    { edition: 'full', selections: [{ task: 'decision', label: 'hired' }] },
  );
  return report.sections
    .flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'))
    .find(({ title }) => title === 'Selected as “hired” (decision), by race');
}

describe('selection rates and impact ratios', () => {
  it('hold every category against the most selected one of 2 % or more', () => {
    expect(table()?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['A', '200', '28.4\u202f%', '60', '30\u202f%', '1.00'],
      ['B', '200', '28.4\u202f%', '30', '15\u202f%', '0.50'],
      ['C', '300', '42.6\u202f%', '90', '30\u202f%', '1.00'],
      ['rare †', '5', '0.7\u202f%', '4', '80\u202f%', '2.67'],
    ]);
  });

  it('say how many are in no category, and who is below four fifths', () => {
    expect(table()?.caption).toContain('12 images without a label');
    const { sections } = buildReport(
      { audit },
      { edition: 'full', selections: [{ task: 'decision', label: 'hired' }] },
    );
    const texts = sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
    );
    expect(texts).toContain(
      'Decision “hired” by race: C is selected most; the lowest impact ratio is 0.50, of B. 1 of 3 is below four fifths.',
    );
  });

  it('cover single attributes and their intersection, and are nowhere without a selection', () => {
    const titles = (selections: { task: string; label: string }[]): string[] =>
      buildReport({ audit }, { edition: 'full', selections }).sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'table' && block.title.startsWith('Selected as') ? [block.title] : [],
        ),
      );
    expect(titles([{ task: 'decision', label: 'hired' }]).map((title) => title.split(', by ')[1])).toEqual([
      'sex',
      'race',
      'sex × race',
    ]);
    expect(titles([])).toEqual([]);
  });

  it('are refused for a task or a class that the run does not have', () => {
    for (const selection of [
      { task: 'height', label: 'tall' },
      { task: 'decision', label: 'tall' },
    ]) {
      expect(() => buildReport({ audit }, { edition: 'full', selections: [selection] })).toThrow(
        expect.objectContaining({ code: 'unknown_selection' }),
      );
    }
  });
});
