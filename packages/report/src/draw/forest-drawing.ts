import type { ForestPlot, ForestRow } from '../charts/forest-plot.js';
import { palette } from './palette.js';
import {
  type Drawing,
  drawing,
  element,
  fitText,
  hatchPattern,
  type Label,
  label,
  textWidth,
} from './svg.js';

const WIDTH = 482;
const ROW = 15;
const TOP = 22;
const BOTTOM = 18;
const SIZE = 7.5;

interface Frame {
  left: number;
  right: number;
  bottom: number;
  x: (value: number) => number;
}

/** Names, intervals and numbers of a forest plot, row by row. */
export function forestDrawing(plot: ForestPlot): Drawing {
  const height = TOP + plot.rows.length * ROW + BOTTOM;
  const names = Math.min(150, Math.max(60, ...plot.rows.map((row) => textWidth(row.name, SIZE) + 8)));
  const numbers = Math.min(
    150,
    Math.max(62, ...plot.rows.map((row) => textWidth(numberText(row), SIZE) + 10)),
  );
  const counts = 46;
  const frame: Frame = {
    left: names + 6,
    right: WIDTH - numbers - counts,
    bottom: height - BOTTOM,
    x: (value) => value,
  };
  const [low, high] = plot.domain;
  frame.x = (value) => frame.left + ((value - low) / (high - low || 1)) * (frame.right - frame.left);
  const children = [
    hatchPattern('few', palette.hatch),
    ...axis(plot, frame),
    ...plot.rows.flatMap((row, index) => rowMarks(row, { frame, top: TOP + index * ROW, names, numbers })),
    ...overallLine(plot, frame),
    label('n', { x: WIDTH, y: TOP - 10, anchor: 'end', size: 6.5, fill: palette.ink3 }),
    label('value and limits', {
      x: WIDTH - counts,
      y: TOP - 10,
      anchor: 'end',
      size: 6.5,
      fill: palette.ink3,
    }),
  ];
  return drawing({ width: WIDTH, height }, children);
}

function axis({ ticks }: ForestPlot, { bottom, x }: Frame): (string | Label)[] {
  return ticks.flatMap(({ value, text }) => [
    element('line', {
      x1: x(value),
      x2: x(value),
      y1: TOP - 4,
      y2: bottom,
      stroke: palette.line,
      'stroke-width': 0.5,
    }),
    label(text, { x: x(value), y: bottom + 11, anchor: 'middle', size: 6.5, fill: palette.ink3 }),
  ]);
}

function overallLine({ overall }: ForestPlot, { bottom, x, left, right }: Frame): (string | Label)[] {
  if (overall.value === null) return [];
  const at = x(overall.value);
  const text = `all ${overall.valueText}`;
  const half = textWidth(text, 6.5) / 2;
  return [
    element('line', { x1: at, x2: at, y1: TOP - 5, y2: bottom, stroke: palette.ink, 'stroke-width': 0.8 }),
    label(text, {
      x: Math.min(Math.max(at, left + half), right - half),
      y: TOP - 10,
      anchor: 'middle',
      size: 6.5,
      fill: palette.ink,
      weight: 600,
    }),
  ];
}

function rowMarks(
  row: ForestRow,
  { frame, top, names, numbers }: { frame: Frame; top: number; names: number; numbers: number },
): (string | Label)[] {
  const { x } = frame;
  const middle = top + ROW / 2;
  const base = middle + 2.6;
  const quiet = row.evidence !== 'enough';
  const fill = quiet ? palette.ink3 : palette.ink;
  const marks: (string | Label)[] = [];
  if (row.fair) {
    const [from, to] = clamped(row.fair, frame);
    marks.push(
      element('rect', {
        x: from,
        y: top + 2,
        width: Math.max(0, to - from),
        height: ROW - 4,
        fill: palette.band,
      }),
    );
  }
  if (row.value !== null && row.low !== null && row.high !== null) {
    const [from, to] = clamped([row.low, row.high], frame);
    if (quiet) {
      marks.push(
        element('rect', {
          x: from,
          y: middle - 2.5,
          width: Math.max(0, to - from),
          height: 5,
          fill: 'url(#few)',
        }),
      );
    }
    marks.push(
      element('line', {
        x1: from,
        x2: to,
        y1: middle,
        y2: middle,
        stroke: quiet ? palette.lineStrong : palette.accent,
        'stroke-width': 1.3,
      }),
    );
  }
  if (row.value !== null) {
    marks.push(
      element('circle', {
        cx: x(row.value),
        cy: middle,
        r: 2.7,
        fill: row.differs ? palette.accent : '#ffffff',
        stroke: quiet ? palette.lineStrong : palette.accent,
        'stroke-width': 1.2,
      }),
    );
  }
  return [
    ...marks,
    label(fitText(row.name, names - 2, SIZE), { x: names, y: base, anchor: 'end', size: SIZE, fill }),
    label(fitText(numberText(row), numbers - 6, SIZE), {
      x: frame.right + numbers,
      y: base,
      anchor: 'end',
      size: SIZE,
      fill,
    }),
    label(row.nText, { x: WIDTH, y: base, anchor: 'end', size: SIZE, fill: palette.ink2 }),
  ];
}

function numberText(row: ForestRow): string {
  return row.intervalText ? `${row.valueText} ${row.intervalText}` : row.valueText;
}

function clamped([from, to]: readonly [number, number], { x, left, right }: Frame): [number, number] {
  return [Math.max(left, Math.min(right, x(from))), Math.max(left, Math.min(right, x(to)))];
}
