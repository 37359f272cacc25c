import type { Grouping, TaskAudit } from '@evenhand/contracts';
import { describe, expect, test } from 'vitest';
import { smallAudit } from '../testing/audits.js';
import { comparedAudits } from '../testing/compared-audits.js';
import { calibrationGroups } from './calibration-groups.js';
import { calibrationPanel } from './calibration-panel.js';
import { classTable } from './class-table.js';
import { composition } from './composition.js';
import { confusionChange } from './confusion-change.js';
import { confusionDifference } from './confusion-difference.js';
import { confusionMatrix } from './confusion-matrix.js';
import { crossTable } from './cross-table.js';
import { dumbbell } from './dumbbell.js';
import { flipTable } from './flip-table.js';
import { forestPlot } from './forest-plot.js';
import { heatMap } from './heat-map.js';
import { ordinalPanel } from './ordinal-panel.js';
import { sliceList } from './slice-list.js';
import { trends } from './trend.js';

const audit = smallAudit();
const task = audit.tasks[0] as TaskAudit;
const by = (...names: string[]): Grouping => {
  const found = task.groupings.find((grouping) => grouping.by.join() === names.join());
  if (!found) throw new Error(`no grouping by ${names.join(' × ')}`);
  return found;
};
const black = by('race').slices[0];
if (!black) throw new Error('no group');

/** What screens and paper draw, to four digits: a difference in the last bits of a number is no change. */
function figure(prepared: unknown): string {
  const rounded = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value;
  return `${JSON.stringify(prepared, rounded, 1)}\n`;
}

describe('figures of 600 images, three ages, four groups', () => {
  test.each([
    ['forest-accuracy', forestPlot(task, by('race', 'gender'), { metric: 'accuracy', sort: 'value' })],
    ['forest-recall', forestPlot(task, by('race'), { metric: 'recall', label: '0-19', sort: 'name' })],
    ['heat-map', heatMap(task, by('race', 'gender'), { metric: 'accuracy' })],
    ['confusion', confusionMatrix(task, task.overall)],
    ['confusion-difference', confusionDifference(task, black)],
    ['calibration', calibrationPanel(task, task.overall)],
    ['calibration-groups', calibrationGroups(task, by('gender'))],
    ['classes', classTable(task, task.overall, ['precision', 'recall', 'f1'])],
    ['ordinal', ordinalPanel(task, by('race'))],
    ['slices', sliceList(task)],
    ['composition', composition(by('race'))],
    ['cross-table', crossTable(by('race', 'gender'))],
  ])('%s', async (name, prepared) => {
    await expect(figure(prepared)).toMatchFileSnapshot(`./figures/${name}.txt`);
  });

  test('trend', async () => {
    const headline = (value: number): Parameters<typeof trends>[0][number]['headlines'][number] => ({
      task: 'age',
      accuracy: { value, low: value - 0.03, high: value + 0.03, n: 600, method: 'wilson' },
      gap: null,
    });
    const runs = [
      { run: 'r2', version: 'v2', startedAt: '2026-04-01T08:00:00.000Z', headlines: [headline(0.81)] },
      { run: 'r1', version: 'v1', startedAt: '2026-03-01T08:00:00.000Z', headlines: [headline(0.75)] },
      { run: 'r3', version: 'v3', startedAt: '2026-05-01T08:00:00.000Z', headlines: [] },
    ];
    await expect(figure(trends(runs))).toMatchFileSnapshot('./figures/trend.txt');
  });
});

describe('figures of a comparison', () => {
  const { comparison } = comparedAudits();
  const compared = comparison.comparisons[0]?.tasks[0];
  const grouping = compared?.groupings[0];
  if (!compared || !grouping) throw new Error('nothing is compared');

  test.each([
    ['dumbbell', dumbbell(compared, grouping, { metric: 'accuracy', sort: 'value' })],
    ['flips', flipTable(compared, grouping)],
    ['confusion-change', confusionChange(compared, compared.overall)],
  ])('%s', async (name, prepared) => {
    await expect(figure(prepared)).toMatchFileSnapshot(`./figures/${name}.txt`);
  });
});

describe('difference of a group’s confusions to those of all', () => {
  test('shares are those of the counts, and certain cells are few', () => {
    const { rows, labels } = confusionDifference(task, black);
    const position = (label: string): number => task.labels.indexOf(label);
    for (const row of rows) {
      for (const cell of row.cells) {
        const own = black.confusion[position(cell.truth)] ?? [];
        const all = task.overall.confusion[position(cell.truth)] ?? [];
        const share = (counts: readonly number[]): number =>
          (counts[position(cell.predicted)] ?? 0) / counts.reduce((a, b) => a + b, 0);
        expect(cell.difference).toBeCloseTo(share(own) - share(all), 12);
        if (!cell.certain) expect(cell.step).toBe(0);
      }
    }
    // The group was made to be wrong more often: right answers are certainly fewer.
    const diagonal = rows.flatMap(({ cells }) => cells.filter((cell) => cell.truth === cell.predicted));
    expect(diagonal.map(({ truth }) => truth)).toEqual(labels);
    expect(diagonal.some((cell) => cell.certain && cell.step < 0)).toBe(true);
  });

  test('all images differ from themselves in nothing', () => {
    const cells = confusionDifference(task, task.overall).rows.flatMap((row) => row.cells);
    expect(cells.every((cell) => cell.difference === 0 && !cell.certain)).toBe(true);
  });
});
