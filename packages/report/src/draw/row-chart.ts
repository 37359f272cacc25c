import { palette } from './palette.js';
import { element, fitText, type Label, label, textWidth } from './svg.js';

/**
 * Figures of one row per group: its name, its marks on a common scale, its value in figures, its images, and what so
 * many images would show. In points.
 */
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
/** Width of the column with the detectable differences, where there is one. */
const DETECTABLE = 40;

export interface RowFrame {
  height: number;
  /** Right end of the names. */
  names: number;
  /** The marks' area. */
  left: number;
  right: number;
  bottom: number;
  /** Right ends of the values in figures, of the numbers of images and of the detectable differences. */
  ends: { figures: number; images: number; detectable: number | null };
  x: (value: number) => number;
}

export interface RowTexts {
  names: readonly string[];
  figures: readonly string[];
  hasDetectable?: boolean;
  /** Least and largest width of the figures' column. */
  room: readonly [least: number, most: number];
  domain: readonly [low: number, high: number];
}

export function rowFrame({
  names,
  figures,
  hasDetectable = false,
  room,
  domain: [low, high],
}: RowTexts): RowFrame {
  const height = TOP + names.length * ROW + BOTTOM;
  const nameWidth = Math.min(150, Math.max(60, ...names.map((name) => textWidth(name, SIZE) + 8)));
  const [least, most] = room;
  const figureWidth = Math.min(most, Math.max(least, ...figures.map((text) => textWidth(text, SIZE) + 10)));
  const left = nameWidth + 6;
  const images = WIDTH - (hasDetectable ? DETECTABLE : 0);
  const ends = { figures: images - COUNTS, images, detectable: hasDetectable ? WIDTH : null };
  const right = ends.figures - figureWidth;
  const x = (value: number): number => left + ((value - low) / (high - low || 1)) * (right - left);
  return { height, names: nameWidth, left, right, bottom: height - BOTTOM, ends, x };
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

export function rowHeads(figures: string, { ends }: RowFrame): Label[] {
  return [
    label(figures, { ...HEAD, x: ends.figures, anchor: 'end' }),
    label('n', { ...HEAD, x: ends.images, anchor: 'end' }),
    ...(ends.detectable === null
      ? []
      : [label('detectable', { ...HEAD, x: ends.detectable, anchor: 'end' })]),
  ];
}

export interface RowTextOptions {
  frame: RowFrame;
  middle: number;
  name: { text: string; fill: string };
  figures: { text: string; fill: string; weight?: 600 };
  images: string;
  detectable?: string;
}

export function rowTexts({ frame, middle, name, figures, images, detectable = '' }: RowTextOptions): Label[] {
  const y = middle + BASE;
  const { names, right, ends } = frame;
  const room = ends.figures - right - 6;
  return [
    label(fitText(name.text, names - 2, SIZE), { x: names, y, anchor: 'end', size: SIZE, fill: name.fill }),
    label(fitText(figures.text, room, SIZE), {
      x: ends.figures,
      y,
      anchor: 'end',
      size: SIZE,
      fill: figures.fill,
      ...(figures.weight && { weight: figures.weight }),
    }),
    label(images, { x: ends.images, y, anchor: 'end', size: SIZE, fill: palette.ink2 }),
    ...(ends.detectable === null || detectable === ''
      ? []
      : [label(detectable, { x: ends.detectable, y, anchor: 'end', size: SIZE, fill: palette.ink2 })]),
  ];
}
