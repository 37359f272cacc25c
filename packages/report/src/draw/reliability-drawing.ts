import type { CalibrationPanel } from '../charts/calibration-panel.js';
import { palette } from './palette.js';
import { type Drawing, drawing, element, label } from './svg.js';

const SIZE = 150;
const LEFT = 34;
const TOP = 8;
const BOTTOM = 28;

/** Stated confidence across, accuracy with its limits upward; dots on the line are right. */
export function reliabilityDrawing({ bins }: CalibrationPanel): Drawing {
  const width = LEFT + SIZE + 12;
  const height = TOP + SIZE + BOTTOM;
  const x = (value: number): number => LEFT + value * SIZE;
  const y = (value: number): number => TOP + (1 - value) * SIZE;
  const points = bins.map(({ confidence, accuracy, low, high }) => ({
    x: x(confidence),
    y: y(accuracy),
    low: y(low),
    high: y(high),
  }));
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    element('line', {
      x1: x(value),
      x2: x(value),
      y1: TOP,
      y2: TOP + SIZE,
      stroke: palette.line,
      'stroke-width': 0.5,
    }),
    element('line', {
      x1: LEFT,
      x2: LEFT + SIZE,
      y1: y(value),
      y2: y(value),
      stroke: palette.line,
      'stroke-width': 0.5,
    }),
    label(String(Math.round(value * 100)), {
      x: x(value),
      y: TOP + SIZE + 11,
      anchor: 'middle',
      size: 6.5,
      fill: palette.ink3,
    }),
    label(String(Math.round(value * 100)), {
      x: LEFT - 5,
      y: y(value) + 2.3,
      anchor: 'end',
      size: 6.5,
      fill: palette.ink3,
    }),
  ]);
  const drawn = [
    ...grid,
    element('line', {
      x1: x(0),
      y1: y(0),
      x2: x(1),
      y2: y(1),
      stroke: palette.lineStrong,
      'stroke-width': 0.8,
    }),
    ...points.map((point) =>
      element('line', {
        x1: point.x,
        x2: point.x,
        y1: point.low,
        y2: point.high,
        stroke: palette.accent,
        'stroke-width': 0.7,
      }),
    ),
    element('polyline', {
      points: points.map((point) => `${point.x.toFixed(2)},${point.y.toFixed(2)}`).join(' '),
      fill: 'none',
      stroke: palette.accent,
      'stroke-width': 1,
    }),
    ...points.map((point) => element('circle', { cx: point.x, cy: point.y, r: 2.4, fill: palette.accent })),
    label('stated confidence, %', {
      x: LEFT + SIZE / 2,
      y: TOP + SIZE + 23,
      anchor: 'middle',
      size: 6.5,
      fill: palette.ink2,
    }),
    label('accuracy, %', { x: LEFT + 4, y: TOP + 8, size: 6.5, fill: palette.ink2 }),
  ];
  return drawing({ width, height }, drawn);
}
