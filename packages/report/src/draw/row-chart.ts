import { palette } from './palette.js';
import { element, fitText, type Label, label, textWidth } from './svg.js';

/** Figures of one row per group: its name, its marks on a common scale, its value in figures, its images. In points. */
export const WIDTH = 482;
export const ROW = 15;
export const TOP = 22;
/** Rows that fit on a page below a heading and the figure's caption. */
export const MOST_ROWS = 32;
/** Base line of a row's texts, below its middle. */
const BASE = 2.6;
const BOTTOM = 18;
const SIZE = 7.5;
const HEAD = { y: TOP - 10, size: 6.5, fill: palette.ink3 } as const;
/** Width of the column with the numbers of images. */
const COUNTS = 46;

export interface RowFrame {
  height: number;
  /** Right end of the names. */
  names: number;
  /** The marks' area. */
  left: number;
  right: number;
  bottom: number;
  x: (value: number) => number;
}

export interface RowTexts {
  names: readonly string[];
  figures: readonly string[];
  /** Least and largest width of the figures' column. */
  room: readonly [least: number, most: number];
  domain: readonly [low: number, high: number];
}

export function rowFrame({ names, figures, room, domain: [low, high] }: RowTexts): RowFrame {
  const height = TOP + names.length * ROW + BOTTOM;
  const nameWidth = Math.min(150, Math.max(60, ...names.map((name) => textWidth(name, SIZE) + 8)));
  const [least, most] = room;
  const figureWidth = Math.min(most, Math.max(least, ...figures.map((text) => textWidth(text, SIZE) + 10)));
  const left = nameWidth + 6;
  const right = WIDTH - figureWidth - COUNTS;
  const x = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  return { height, names: nameWidth, left, right, bottom: height - BOTTOM, x };
}

/** The scale's lines with their values, and what the columns at the right hold. */
export function rowAxis(
  ticks: readonly { value: number; text: string }[],
  { x, bottom }: RowFrame,
): (string | Label)[] {
  return ticks.flatMap(({ value, text }) => [
    element('line', {
      x1: x(value),
      x2: x(value),
      y1: TOP - 4,
      y2: bottom,
      stroke: palette.line,
      'stroke-width': 0.5,
    }),
    label(text, { x: x(value), y: bottom + 11, anchor: 'middle', size: 6.5, fill: palette.ink3 }),
  ]);
}

export function rowHeads(figures: string): Label[] {
  return [
    label(figures, { ...HEAD, x: WIDTH - COUNTS, anchor: 'end' }),
    label('n', { ...HEAD, x: WIDTH, anchor: 'end' }),
  ];
}

export interface RowTextOptions {
  frame: RowFrame;
  middle: number;
  name: { text: string; fill: string };
  figures: { text: string; fill: string; weight?: 600 };
  images: string;
}

export function rowTexts({ frame, middle, name, figures, images }: RowTextOptions): Label[] {
  const y = middle + BASE;
  const { names, right } = frame;
  const room = WIDTH - COUNTS - right - 6;
  return [
    label(fitText(name.text, names - 2, SIZE), { x: names, y, anchor: 'end', size: SIZE, fill: name.fill }),
    label(fitText(figures.text, room, SIZE), {
      x: WIDTH - COUNTS,
      y,
      anchor: 'end',
      size: SIZE,
      fill: figures.fill,
      ...(figures.weight && { weight: figures.weight }),
    }),
    label(images, { x: WIDTH, y, anchor: 'end', size: SIZE, fill: palette.ink2 }),
  ];
}
