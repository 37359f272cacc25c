import type { AuditDocument, Grouping, TaskAudit } from '@evenhand/contracts';
import { describe, expect, test } from 'vitest';
import { calibrationGroups } from '../charts/calibration-groups.js';
import { composition } from '../charts/composition.js';
import { crossTable } from '../charts/cross-table.js';
import { flipTable } from '../charts/flip-table.js';
import { ordinalPanel } from '../charts/ordinal-panel.js';
import { sliceList } from '../charts/slice-list.js';
import { trends } from '../charts/trend.js';
import { smallAudit } from '../testing/audits.js';
import { comparedAudits } from '../testing/compared-audits.js';
import { calibrationGroupsDrawing } from './calibration-groups-drawing.js';
import { compositionDrawing } from './composition-drawing.js';
import { crossTableDrawing } from './matrix-drawing.js';
import { groupInks } from './palette.js';
import { slicesDrawing } from './slices-drawing.js';
import { flipsDrawing, offsetsDrawing } from './stacked-drawing.js';
import { type Drawing, svgDocument } from './svg.js';
import { trendDrawing } from './trend-drawing.js';

const task = taskOf(smallAudit());
const race = by('race');
const { comparison } = comparedAudits();
const compared = comparison.comparisons[0]?.tasks[1];

function taskOf({ tasks }: AuditDocument): TaskAudit {
  const [first] = tasks;
  if (!first) throw new Error('no task');
  return first;
}

function by(...names: string[]): Grouping {
  const found = task.groupings.find((grouping) => grouping.by.join() === names.join());
  if (!found) throw new Error(`no grouping by ${names.join(' × ')}`);
  return found;
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('there is no such figure');
  return value;
}

const trend = must(
  trends(
    ['v1', 'v2', 'v3'].map((version, place) => ({
      run: `r${place}`,
      version,
      startedAt: `2026-0${place + 1}-01T00:00:00.000Z`,
      headlines: [
        {
          task: 'age',
          accuracy: {
            value: 0.6 + 0.05 * place,
            low: 0.57 + 0.05 * place,
            high: 0.63 + 0.05 * place,
            n: 600,
            method: 'wilson',
          },
          gap: null,
        },
      ],
    })),
  )[0],
);
const figures: readonly [string, Drawing][] = [
  ['slices', slicesDrawing(must(sliceList(task)))],
  ['offsets', offsetsDrawing(must(ordinalPanel(task, race)))],
  ['calibration-groups', calibrationGroupsDrawing(must(calibrationGroups(task, race)), groupInks)],
  ['composition', compositionDrawing(composition(race), groupInks)],
  ['cross-table', crossTableDrawing(must(crossTable(by('race', 'gender'))))],
  ['flips', flipsDrawing(flipTable(must(compared), compared?.groupings[0]))],
  ['trend', trendDrawing(trend)],
];

describe('figures that only the dashboard saves are drawn as they were', () => {
  test.each(figures)('%s', async (name, drawing) => {
    const lines = svgDocument(drawing, { alternative: name }).replaceAll('><', '>\n<');
    await expect(`${lines}\n`).toMatchFileSnapshot(`../../fixtures/figures/${name}.svg`);
  });

  test.each(figures)(
    '%s keeps labels and shapes inside the drawing',
    (_, { width, height, labels, shapes }) => {
      const outside = labels.filter(({ x, y, size }) => x < 0 || x > width || y - size < -2 || y > height);
      expect(outside).toEqual([]);
      const places = shapes.flatMap((shape) => [...shape.matchAll(/ (?:x|x1|x2|cx)="([^"]+)"/g)]);
      const across = places.map(([, place]) => Number(place));
      expect(Math.min(...across)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...across)).toBeLessThanOrEqual(width);
    },
  );
});

test('bars are as long as their parts', () => {
  const drawing = offsetsDrawing(must(ordinalPanel(task, race)));
  const widths = drawing.shapes
    .slice(0, 5)
    .map((shape) => Number(/ width="([^"]+)"/.exec(shape)?.[1] ?? Number.NaN));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  // By hand: images of all groups by predicted less true class.
  const counts = [0, 0, 0, 0, 0];
  for (const [truth, row] of task.overall.confusion.entries()) {
    for (const [predicted, n] of row.entries()) {
      const place = 2 + Math.max(-2, Math.min(2, predicted - truth));
      counts[place] = (counts[place] ?? 0) + n;
    }
  }
  expect(widths.map((width) => Number((width / whole).toFixed(3)))).toEqual(
    counts.map((count) => Number((count / task.overall.n).toFixed(3))),
  );
});
