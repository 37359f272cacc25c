import type { Drawing } from './forest-svg.js';
import { palette } from './palette.js';
import { element, fitText, label, svg, textWidth } from './svg.js';

export interface ChangeRow {
  name: string;
  base: number | null;
  candidate: number | null;
  /** `+5 [2, 8]`. */
  changeText: string;
  nText: string;
  /** Certainly worse or better; `none` else, `few` with too few images. */
  kind: 'worse' | 'better' | 'none' | 'few';
}

const WIDTH = 482;
const ROW = 15;
const TOP = 22;
const BOTTOM = 18;
const SIZE = 7.5;

/** Base and candidate as two dots a row, joined by a line; shares of images, from 0 to 1. */
export function changeSvg(
  rows: readonly ChangeRow[],
  { title, ticks }: { title: string; ticks: readonly { value: number; text: string }[] },
): Drawing {
  const height = TOP + rows.length * ROW + BOTTOM;
  const names = Math.min(150, Math.max(60, ...rows.map((row) => textWidth(row.name, SIZE) + 8)));
  const changes = Math.min(130, Math.max(70, ...rows.map((row) => textWidth(row.changeText, SIZE) + 10)));
  const left = names + 6;
  const right = WIDTH - changes - 46;
  const low = ticks[0]?.value ?? 0;
  const high = ticks.at(-1)?.value ?? 1;
  const x = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  const children = [
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
    ...rows.flatMap((row, index) => {
      const middle = TOP + (index + 0.5) * ROW;
      const colour =
        row.kind === 'worse' ? palette.alarm : row.kind === 'few' ? palette.lineStrong : palette.accent;
      const ink = row.kind === 'few' ? palette.ink3 : palette.ink;
      return [
        ...dots(row, { x, middle, colour }),
        label(fitText(row.name, names - 2, SIZE), {
          x: names,
          y: middle + 2.6,
          anchor: 'end',
          size: SIZE,
          fill: ink,
        }),
        label(row.changeText, {
          x: WIDTH - 46,
          y: middle + 2.6,
          anchor: 'end',
          size: SIZE,
          fill: row.kind === 'worse' ? palette.alarm : ink,
          ...(row.kind === 'worse' || row.kind === 'better' ? { weight: 600 } : {}),
        }),
        label(row.nText, { x: WIDTH, y: middle + 2.6, anchor: 'end', size: SIZE, fill: palette.ink2 }),
      ];
    }),
    label('change and limits', { x: WIDTH - 46, y: TOP - 10, anchor: 'end', size: 6.5, fill: palette.ink3 }),
    label('n', { x: WIDTH, y: TOP - 10, anchor: 'end', size: 6.5, fill: palette.ink3 }),
    element('circle', {
      cx: left + 3,
      cy: TOP - 12.3,
      r: 2.3,
      fill: '#ffffff',
      stroke: palette.base,
      'stroke-width': 1.2,
    }),
    label('baseline', { x: left + 9, y: TOP - 10, size: 6.5, fill: palette.ink3 }),
    element('circle', { cx: left + 47, cy: TOP - 12.3, r: 2.6, fill: palette.accent }),
    label('this run', { x: left + 53, y: TOP - 10, size: 6.5, fill: palette.ink3 }),
  ];
  return { svg: svg({ width: WIDTH, height, title }, children), width: WIDTH, height };
}

function dots(
  { base, candidate }: ChangeRow,
  { x, middle, colour }: { x: (value: number) => number; middle: number; colour: string },
): string[] {
  if (base === null || candidate === null) return [];
  return [
    element('line', {
      x1: x(base),
      x2: x(candidate),
      y1: middle,
      y2: middle,
      stroke: colour,
      'stroke-width': 1.2,
    }),
    element('circle', {
      cx: x(base),
      cy: middle,
      r: 2.5,
      fill: '#ffffff',
      stroke: palette.base,
      'stroke-width': 1.2,
    }),
    element('circle', { cx: x(candidate), cy: middle, r: 2.8, fill: colour }),
  ];
}
