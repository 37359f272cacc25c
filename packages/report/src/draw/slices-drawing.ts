import type { SliceList, SliceRow } from '../charts/slice-list.js';
import { ticks } from '../charts/ticks.js';
import { bareNumber } from '../format/number-text.js';
import { palette } from './palette.js';
import { ROW, type RowFrame, rowAxis, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, type Label } from './svg.js';

/** How much worse than the rest each slice fares, with its limits; full dots are certified. */
export function slicesDrawing({ rows, largest }: SliceList): Drawing {
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: rows.map(figuresOf),
    room: [62, 120],
    domain: [0, largest],
  });
  const scale = ticks(0, largest, 5).map((value) => ({
    value,
    text: bareNumber(value, { unit: 'points', digits: largest < 0.05 ? 1 : 0 }),
  }));
  return drawing({ width: WIDTH, height: frame.height }, [
    ...rowAxis(scale, frame),
    ...rows.flatMap((row, index) => rowMarks(row, frame, TOP + (index + 0.5) * ROW)),
    ...rowHeads('worse by', frame),
  ]);
}

function rowMarks(row: SliceRow, frame: RowFrame, middle: number): (string | Label)[] {
  const { x, left } = frame;
  const at = (value: number): number => Math.max(left, x(value));
  const { low, high, excess, certified } = row;
  return [
    ...(low === null || high === null
      ? []
      : [
          element('line', {
            x1: at(low),
            x2: at(high),
            y1: middle,
            y2: middle,
            stroke: palette.accent,
            'stroke-width': 1.3,
          }),
        ]),
    ...(excess === null
      ? []
      : [
          element('circle', {
            cx: at(excess),
            cy: middle,
            r: 2.7,
            fill: certified ? palette.accent : '#ffffff',
            stroke: palette.accent,
            'stroke-width': 1.2,
          }),
        ]),
    ...rowTexts({
      frame,
      middle,
      name: { text: row.name, fill: palette.ink },
      figures: { text: figuresOf(row), fill: palette.ink, ...(certified && { weight: 600 as const }) },
      images: row.nText,
    }),
  ];
}

function figuresOf({ excessText, excessLimits }: SliceRow): string {
  return excessLimits === '' ? excessText : `${excessText} ${excessLimits}`;
}
