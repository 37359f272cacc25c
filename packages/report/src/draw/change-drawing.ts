import type { Dumbbell, DumbbellRow } from '../charts/dumbbell.js';
import { palette } from './palette.js';
import { ROW, type RowFrame, rowAxis, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, hatchPattern, type Label } from './svg.js';

/** Baseline and this run as two dots a row, joined by a line, with the change in figures. */
export function changeDrawing({ rows, ticks, domain }: Dumbbell): Drawing {
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: rows.map(changeText),
    room: [70, 140],
    domain,
  });
  const children = [
    hatchPattern('few', palette.hatch),
    ...rowAxis(ticks, frame),
    ...rows.flatMap((row, index) => rowMarks(row, frame, TOP + (index + 0.5) * ROW)),
    ...rowHeads('change and limits', frame),
  ];
  return drawing({ width: WIDTH, height: frame.height }, children);
}

function rowMarks(row: DumbbellRow, frame: RowFrame, middle: number): (string | Label)[] {
  const isFew = row.verdict === 'few';
  const isCertain = row.verdict === 'worse' || row.verdict === 'better';
  const colour = row.verdict === 'worse' ? palette.alarm : isFew ? palette.lineStrong : palette.accent;
  const ink = isFew ? palette.ink3 : row.verdict === 'worse' ? palette.alarm : palette.ink;
  return [
    ...dots(row, { x: frame.x, middle, colour, isCertain, isFew }),
    ...rowTexts({
      frame,
      middle,
      name: { text: row.name, fill: isFew ? palette.ink3 : palette.ink },
      figures: { text: changeText(row), fill: ink, ...(isCertain && { weight: 600 }) },
      images: row.nText,
    }),
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
  }: { x: RowFrame['x']; middle: number; colour: string; isCertain: boolean; isFew: boolean },
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
