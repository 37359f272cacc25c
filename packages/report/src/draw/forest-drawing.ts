import type { ForestPlot, ForestRow } from '../charts/forest-plot.js';
import { palette } from './palette.js';
import { ROW, type RowFrame, rowAxis, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, hatchPattern, type Label, label, textWidth } from './svg.js';

/** Names, intervals and numbers of a forest plot, row by row; `colours` are those of the groups, where they have some. */
export function forestDrawing(plot: ForestPlot, colours: readonly string[] = []): Drawing {
  const frame = rowFrame({
    names: plot.rows.map(({ name }) => name),
    figures: plot.rows.map(numberText),
    hasDetectable: plot.rows.some(({ detectableText }) => detectableText !== ''),
    room: [62, 150],
    domain: plot.domain,
  });
  const children = [
    hatchPattern('few', palette.hatch),
    ...rowAxis(plot.ticks, frame),
    ...plot.rows.flatMap((row, index) =>
      rowMarks(row, { frame, top: TOP + index * ROW, colour: colours[index] ?? palette.accent }),
    ),
    ...overallLine(plot, frame),
    ...rowHeads('value and limits', frame),
  ];
  return drawing({ width: WIDTH, height: frame.height }, children);
}

function overallLine({ overall }: ForestPlot, { bottom, x, left, right }: RowFrame): (string | Label)[] {
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
  { frame, top, colour }: { frame: RowFrame; top: number; colour: string },
): (string | Label)[] {
  const { x } = frame;
  const middle = top + ROW / 2;
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
        stroke: quiet ? palette.lineStrong : colour,
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
        fill: row.differs ? colour : '#ffffff',
        stroke: quiet ? palette.lineStrong : colour,
        'stroke-width': 1.2,
      }),
    );
  }
  return [
    ...marks,
    ...rowTexts({
      frame,
      middle,
      name: { text: row.name, fill },
      figures: { text: numberText(row), fill },
      images: row.nText,
      ...(row.detectableText !== '' && { detectable: `\u2212${row.detectableText}` }),
    }),
  ];
}

function numberText(row: ForestRow): string {
  return row.intervalText ? `${row.valueText} ${row.intervalText}` : row.valueText;
}

function clamped([from, to]: readonly [number, number], { x, left, right }: RowFrame): [number, number] {
  return [Math.max(left, Math.min(right, x(from))), Math.max(left, Math.min(right, x(to)))];
}
