import type { Dumbbell, DumbbellRow } from '../charts/dumbbell.js';
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
const COUNTS = 46;

/** Baseline and this run as two dots a row, joined by a line, with the change in figures. */
export function changeDrawing({ rows, ticks, domain }: Dumbbell): Drawing {
  const height = TOP + rows.length * ROW + BOTTOM;
  const names = Math.min(150, Math.max(60, ...rows.map((row) => textWidth(row.name, SIZE) + 8)));
  const changes = Math.min(140, Math.max(70, ...rows.map((row) => textWidth(changeText(row), SIZE) + 10)));
  const left = names + 6;
  const right = WIDTH - changes - COUNTS;
  const [low, high] = domain;
  const x = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  const marks = [
    hatchPattern('few', palette.hatch),
    ...ticks.flatMap(({ value, text }) => [
      element('line', {
        x1: x(value),
        x2: x(value),
        y1: TOP - 4,
        y2: height - BOTTOM,
        stroke: palette.line,
        'stroke-width': 0.5,
      }),
      label(text, { x: x(value), y: height - BOTTOM + 11, anchor: 'middle', size: 6.5, fill: palette.ink3 }),
    ]),
    ...rows.flatMap((row, index) => rowMarks(row, { x, names, middle: TOP + (index + 0.5) * ROW })),
    label('change and limits', {
      x: WIDTH - COUNTS,
      y: TOP - 10,
      anchor: 'end',
      size: 6.5,
      fill: palette.ink3,
    }),
    label('n', { x: WIDTH, y: TOP - 10, anchor: 'end', size: 6.5, fill: palette.ink3 }),
  ];
  return drawing({ width: WIDTH, height }, marks);
}

interface Place {
  x: (value: number) => number;
  names: number;
  middle: number;
}

function rowMarks(row: DumbbellRow, { x, names, middle }: Place): (string | Label)[] {
  const isFew = row.verdict === 'few';
  const isCertain = row.verdict === 'worse' || row.verdict === 'better';
  const colour = row.verdict === 'worse' ? palette.alarm : isFew ? palette.lineStrong : palette.accent;
  const ink = isFew ? palette.ink3 : row.verdict === 'worse' ? palette.alarm : palette.ink;
  const y = middle + 2.6;
  return [
    ...dots(row, { x, middle, colour, isCertain, isFew }),
    label(fitText(row.name, names - 2, SIZE), {
      x: names,
      y,
      anchor: 'end',
      fill: isFew ? palette.ink3 : palette.ink,
    }),
    label(changeText(row), {
      x: WIDTH - COUNTS,
      y,
      anchor: 'end',
      fill: ink,
      ...(isCertain && { weight: 600 }),
    }),
    label(row.nText, { x: WIDTH, y, anchor: 'end', fill: palette.ink2 }),
  ];
}

function dots(
  { base, candidate }: DumbbellRow,
  {
    x,
    middle,
    colour,
    isCertain,
    isFew,
  }: Pick<Place, 'x' | 'middle'> & { colour: string; isCertain: boolean; isFew: boolean },
): string[] {
  if (base === null || candidate === null) return [];
  const [from, to] = [Math.min(x(base), x(candidate)), Math.max(x(base), x(candidate))];
  const band = { x: from, y: middle - 3, width: to - from, height: 6, fill: 'url(#few)' };
  return [
    ...(isFew ? [element('rect', band)] : []),
    element('line', { x1: from, x2: to, y1: middle, y2: middle, stroke: colour, 'stroke-width': 1.2 }),
    element('circle', { cx: x(base), cy: middle, r: 2.5, fill: palette.base }),
    element('circle', {
      cx: x(candidate),
      cy: middle,
      r: 2.7,
      fill: isCertain ? colour : '#ffffff',
      stroke: colour,
      'stroke-width': 1.2,
    }),
  ];
}

function changeText({ deltaText, deltaLimits }: DumbbellRow): string {
  return deltaLimits === '' ? deltaText : `${deltaText} ${deltaLimits}`;
}
