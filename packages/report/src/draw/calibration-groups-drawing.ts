import type { CalibrationGroup, CalibrationGroups } from '../charts/calibration-groups.js';
import { palette } from './palette.js';
import { ROW, type RowFrame, rowAxis, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, hatchPattern, type Label } from './svg.js';

/**
 * Stated confidence and accuracy of each group as two dots a row, joined by a line, with their difference in figures;
 * `colours` are those of the groups, where they have some.
 */
export function calibrationGroupsDrawing(
  { rows, ticks, domain }: CalibrationGroups,
  colours: readonly string[] = [],
): Drawing {
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: rows.map(({ excessText }) => excessText),
    room: [70, 100],
    domain,
  });
  const children = [
    hatchPattern('few', palette.hatch),
    ...rowAxis(ticks, frame),
    ...rows.flatMap((row, index) =>
      rowMarks(row, { frame, middle: TOP + (index + 0.5) * ROW, colour: colours[index] }),
    ),
    ...rowHeads('sure less right', frame),
  ];
  return drawing({ width: WIDTH, height: frame.height }, children);
}

interface Place {
  frame: RowFrame;
  middle: number;
  colour: string | undefined;
}

function rowMarks(row: CalibrationGroup, place: Place): (string | Label)[] {
  const { frame, middle } = place;
  const fill = row.evidence === 'enough' ? palette.ink : palette.ink3;
  return [
    ...dots(row, place),
    ...rowTexts({
      frame,
      middle,
      name: { text: row.name, fill },
      figures: { text: row.excessText, fill },
      images: row.nText,
    }),
  ];
}

/** Open: how sure the model is. Full: how often it is right. */
function dots(
  { confidence, accuracy, evidence }: CalibrationGroup,
  { frame: { x }, middle, colour: own }: Place,
): string[] {
  if (confidence === null || accuracy === null) return [];
  const isFew = evidence !== 'enough';
  const colour = own ?? (isFew ? palette.lineStrong : palette.accent);
  const [from, to] = [Math.min(x(confidence), x(accuracy)), Math.max(x(confidence), x(accuracy))];
  const band = { x: from, y: middle - 3, width: to - from, height: 6, fill: 'url(#few)' };
  return [
    ...(isFew ? [element('rect', band)] : []),
    element('line', { x1: from, x2: to, y1: middle, y2: middle, stroke: colour, 'stroke-width': 1.2 }),
    element('circle', {
      cx: x(confidence),
      cy: middle,
      r: 2.7,
      fill: '#ffffff',
      stroke: colour,
      'stroke-width': 1.2,
    }),
    element('circle', { cx: x(accuracy), cy: middle, r: 2.7, fill: colour }),
  ];
}
