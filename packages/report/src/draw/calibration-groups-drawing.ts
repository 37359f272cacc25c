import type { CalibrationGroup, CalibrationGroups } from '../charts/calibration-groups.js';
import { palette } from './palette.js';
import { ROW, type RowFrame, rowAxis, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, type Label } from './svg.js';

/** How sure the model is of each group (open) and how often it is right (full), joined by a line; all images first. */
export function calibrationGroupsDrawing(panel: CalibrationGroups, colours: readonly string[] = []): Drawing {
  const rows = [panel.overall, ...panel.rows];
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: rows.map(excessText),
    room: [62, 120],
    domain: panel.domain,
  });
  return drawing({ width: WIDTH, height: frame.height }, [
    ...rowAxis(panel.ticks, frame),
    ...rows.flatMap((row, index) =>
      rowMarks(row, { frame, middle: TOP + (index + 0.5) * ROW, colour: colours[index - 1] }),
    ),
    ...rowHeads('sure by'),
  ]);
}

function rowMarks(
  row: CalibrationGroup,
  { frame, middle, colour }: { frame: RowFrame; middle: number; colour: string | undefined },
): (string | Label)[] {
  const isFew = row.evidence !== 'enough';
  const ink = isFew ? palette.ink3 : palette.ink;
  return [
    ...dots(row, { x: frame.x, middle, colour: colour ?? (isFew ? palette.lineStrong : palette.accent) }),
    ...rowTexts({
      frame,
      middle,
      name: { text: row.name, fill: ink },
      figures: { text: excessText(row), fill: ink },
      images: row.nText,
    }),
  ];
}

function dots(
  { confidence, accuracy, evidence }: CalibrationGroup,
  { x, middle, colour }: { x: RowFrame['x']; middle: number; colour: string },
): string[] {
  if (confidence === null || accuracy === null) return [];
  const line = { x1: x(confidence), x2: x(accuracy), y1: middle, y2: middle, stroke: colour };
  const dot = { cy: middle, r: 2.6, stroke: colour, 'stroke-width': 1.2 };
  return [
    element('line', {
      ...line,
      'stroke-width': 1.2,
      'stroke-dasharray': evidence === 'few' ? '2 2' : undefined,
    }),
    element('circle', { ...dot, cx: x(confidence), fill: '#ffffff' }),
    element('circle', { ...dot, cx: x(accuracy), fill: colour }),
  ];
}

function excessText({ confidence, excessText: text }: CalibrationGroup): string {
  return confidence === null ? '' : text;
}
