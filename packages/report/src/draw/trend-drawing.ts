import type { Trend } from '../charts/trend.js';
import { palette } from './palette.js';
import { type Drawing, drawing, element, fitText, type Label, label } from './svg.js';

const WIDTH = 440;
const HEIGHT = 170;
const LEFT = 34;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 22;
const SIZE = 6.5;
/** Between the first run and the edge, and the last and the other. */
const INSET = 24;
/** Least room for the name of a version. */
const NAME = 34;

/** Runs from left to right in order of time, each with its limits. */
export function trendDrawing({ points, domain: [low, high], ticks }: Trend): Drawing {
  const [left, right, bottom] = [LEFT + INSET, WIDTH - RIGHT - INSET, HEIGHT - BOTTOM];
  const step = points.length > 1 ? (right - left) / (points.length - 1) : 0;
  const x = (place: number): number => (points.length > 1 ? left + place * step : (left + right) / 2);
  const y = (value: number): number => bottom - ((value - low) / (high - low || 1)) * (bottom - TOP);
  const known = points.flatMap(({ value }, place) =>
    value === null ? [] : [`${x(place).toFixed(2)},${y(value).toFixed(2)}`],
  );
  // Where names of versions would run into each other, every second or third one is written.
  const every = Math.max(1, Math.ceil(NAME / (step || NAME)));
  const lines = ticks.flatMap(({ value, text }): (string | Label)[] => [
    element('line', {
      x1: LEFT,
      x2: WIDTH - RIGHT,
      y1: y(value),
      y2: y(value),
      stroke: palette.line,
      'stroke-width': 0.5,
    }),
    label(text, { x: LEFT - 5, y: y(value) + 2.3, anchor: 'end', size: SIZE, fill: palette.ink3 }),
  ]);
  const line = {
    points: known.join(' '),
    fill: 'none',
    stroke: palette.accent,
    'stroke-opacity': 0.5,
    'stroke-width': 1,
  };
  const runs = points.flatMap(({ version, value, low: from, high: to }, place): (string | Label)[] => [
    ...(from === null || to === null
      ? []
      : [
          element('line', {
            x1: x(place),
            x2: x(place),
            y1: y(from),
            y2: y(to),
            stroke: palette.accent,
            'stroke-width': 1.3,
          }),
        ]),
    ...(value === null
      ? []
      : [element('circle', { cx: x(place), cy: y(value), r: 2.7, fill: palette.accent })]),
    ...(place % every === 0
      ? [
          label(fitText(version, every * (step || right - left) - 4, SIZE), {
            x: x(place),
            y: bottom + 12,
            anchor: 'middle',
            size: SIZE,
            fill: palette.ink2,
          }),
        ]
      : []),
  ]);
  return drawing({ width: WIDTH, height: HEIGHT }, [
    ...lines,
    ...(known.length > 1 ? [element('polyline', line)] : []),
    ...runs,
  ]);
}
