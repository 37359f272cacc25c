import { type FlipTable, flipNames } from '../charts/flip-table.js';
import { type OrdinalPanel, offsetNames } from '../charts/ordinal-panel.js';
import { palette, shadeColours } from './palette.js';
import { ROW, type RowFrame, rowFrame, rowHeads, rowTexts, TOP, WIDTH } from './row-chart.js';
import { type Drawing, drawing, element, type Label, label, textWidth } from './svg.js';

interface Stack {
  name: string;
  /** Sizes of the parts; empty where there are no images. */
  parts: readonly number[];
  figures: string;
  images: string;
  isFew: boolean;
}

interface Stacks {
  /** Name and fill of each part. */
  parts: readonly { name: string; fill: string }[];
  /** What the figures at the right are. */
  figures: string;
  rows: readonly Stack[];
}

const difference = (step: number): string => shadeColours({ scale: 'difference', step }).fill;
/** Below, right, above. */
const OFFSETS = [difference(-5), difference(-3), palette.sunk, difference(3), difference(5)] as const;
/** Both right, fixed, broken, both wrong. */
const FLIPS = [palette.sunk, difference(5), difference(-5), palette.lineStrong] as const;
const SQUARE = 6;
const SIZE = 6.5;

/** How far predictions are off, and in which direction: one bar a group, the whole of its images. */
export function offsetsDrawing({ rows }: OrdinalPanel): Drawing {
  return stackedDrawing({
    parts: named(offsetNames, OFFSETS),
    figures: 'mean distance, bias',
    rows: rows.map(({ name, shares, maeText, biasText, nText, evidence }) => ({
      name,
      parts: shares ?? [],
      figures: `${maeText}, ${biasText}`,
      images: nText,
      isFew: evidence !== 'enough',
    })),
  });
}

/** The same images under both models: one bar a group, the whole of its images. */
export function flipsDrawing({ rows }: FlipTable): Drawing {
  return stackedDrawing({
    parts: named(flipNames, FLIPS),
    figures: 'fixed, broken',
    rows: rows.map(({ name, counts, texts, nText, few }) => ({
      name,
      parts: counts,
      figures: `${texts[1]}, ${texts[2]}`,
      images: nText,
      isFew: few,
    })),
  });
}

function named(names: readonly string[], fills: readonly string[]): Stacks['parts'] {
  return names.map((name, index) => ({ name, fill: fills[index] ?? palette.sunk }));
}

function stackedDrawing({ parts, figures, rows }: Stacks): Drawing {
  const frame = rowFrame({
    names: rows.map(({ name }) => name),
    figures: [figures, ...rows.map((row) => row.figures)],
    room: [62, 120],
    domain: [0, 1],
  });
  const marks = rows.flatMap((row, index) => rowMarks(row, { parts, frame, top: TOP + index * ROW }));
  return drawing({ width: WIDTH, height: frame.height }, [
    ...marks,
    ...rowHeads(figures, frame),
    ...key(parts, { x: frame.left, y: frame.bottom + 11 }),
  ]);
}

function rowMarks(
  row: Stack,
  { parts, frame, top }: { parts: Stacks['parts']; frame: RowFrame; top: number },
): (string | Label)[] {
  const whole = row.parts.reduce((sum, part) => sum + part, 0) || 1;
  const ink = row.isFew ? palette.ink3 : palette.ink;
  let from = 0;
  const bars = row.parts.map((part, index) => {
    const [left, right] = [frame.x(from / whole), frame.x((from + part) / whole)];
    from += part;
    return element('rect', {
      x: left,
      y: top + 2.5,
      width: right - left,
      height: ROW - 5,
      fill: parts[index]?.fill,
      stroke: '#ffffff',
      'stroke-width': 0.6,
    });
  });
  return [
    ...bars,
    ...rowTexts({
      frame,
      middle: top + ROW / 2,
      name: { text: row.name, fill: ink },
      figures: { text: row.figures, fill: ink },
      images: row.images,
    }),
  ];
}

/** What the shades stand for, in one line under the bars. */
function key(parts: Stacks['parts'], { x, y }: { x: number; y: number }): (string | Label)[] {
  let at = x;
  return parts.flatMap(({ name, fill }) => {
    const left = at;
    at += SQUARE + 4 + textWidth(name, SIZE) + 9;
    const box = { x: left, y: y - SQUARE + 0.6, width: SQUARE, height: SQUARE, fill };
    return [
      element('rect', { ...box, stroke: palette.lineStrong, 'stroke-width': 0.4 }),
      label(name, { x: left + SQUARE + 3, y, size: SIZE, fill: palette.ink2 }),
    ];
  });
}
