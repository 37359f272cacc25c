import type { Cell, Column, Row, Table } from '../model/report.js';
import { pieces } from './printable-text.js';

/** A table, or as many columns of it as fit side by side on the page. */
export interface TablePart {
  /** Indices of the table's columns; the first one, which names the rows, is in every part. */
  columns: readonly number[];
  /** Points, one per column. */
  widths: readonly number[];
  /** Font size in points. */
  size: number;
  /** Space left and right of a cell's content, in points. */
  inset: number;
  /** No cell wraps, so that all rows have one height, which is laid out in half the time. */
  isOneLine: boolean;
}

interface Measured {
  /** Width in em of the widest cell, on one line. */
  natural: number;
  /** Width in em below which a number or a word would be cut. */
  least: number;
}

const SIZES = [8, 7.5, 7, 6.5];
/** Text columns may wrap to this many em where the table would not fit otherwise. */
const LEAST_TEXT = 7;
/** Width in em of a column from which it is prose, which is better wrapped than set small. */
const PROSE = 30;
/** Part of the page that names of rows take on one line. */
const LARGEST_NAMES = 0.2;
/** Letters of a word above which its breaking is better than a wide column. */
const LONG_WORD = 18;
/** Limits stand smaller beside their value. */
const ASIDE = 0.86;
const BOLD = 1.06;
/** Longest head of a turned column, in points; longer ones wrap. */
const TURNED_LENGTH = 84;
/** Room for rounding. */
const SLACK = 1.02;

/** Chooses font size and column widths; a table too wide for the smallest size is cut into parts. */
export function layOutTable(
  table: Table,
  { available, width }: { available: number; width: (text: string) => number },
): TablePart[] {
  const measured = table.columns.map((column, index) => {
    const own = measureColumn(table.rows, { column, index, width });
    const shared = headShare(table.columns, { index, width });
    return { natural: Math.max(own.natural, shared), least: Math.max(own.least, shared) };
  });
  const all = table.columns.map((_, index) => index);
  const isProse = isOfSentences(table.columns, measured);
  for (const size of isProse ? SIZES.slice(0, 1) : SIZES) {
    const inset = insetOf(size, all.length);
    const natural = measured.map((column) => column.natural * size + 2 * inset);
    if (sum(natural) <= available)
      return [{ columns: all, widths: spread(natural, available), size, inset, isOneLine: true }];
  }
  const size = isProse ? proseSize(measured, available) : (SIZES.at(-1) ?? 6.5);
  const inset = insetOf(size, all.length);
  // In a matrix that is cut anyway, the names of its rows need not wrap.
  const [names] = measured;
  if (names) names.least = Math.max(names.least, Math.min(names.natural, (LARGEST_NAMES * available) / size));
  const parts = cutIntoParts(
    measured.map((column) => column.least * size + 2 * inset),
    available,
  );
  return parts.map((columns) => {
    const least = columns.map((index) => (measured[index]?.least ?? 0) * size + 2 * inset);
    const natural = columns.map((index) => (measured[index]?.natural ?? 0) * size + 2 * inset);
    return { columns, widths: grow({ least, natural, available }), size, inset, isOneLine: false };
  });
}

/** A table of texts, one of which is too long for a line. */
function isOfSentences(columns: readonly Column[], measured: readonly Measured[]): boolean {
  return columns.every(({ align }) => align === 'left') && measured.some(({ natural }) => natural > PROSE);
}

/** Numbers are set small before they wrap; sentences wrap, in the largest type that their words allow. */
function proseSize(measured: readonly Measured[], available: number): number {
  const smallest = SIZES.at(-1) ?? 6.5;
  const widthAt = (size: number): number =>
    sum(measured.map(({ least }) => least * size + 2 * insetOf(size, measured.length)));
  return SIZES.find((size) => widthAt(size) <= available) ?? smallest;
}

function insetOf(size: number, columns: number): number {
  return columns > 16 ? 1.5 : columns > 9 ? 2.5 : size * 0.55;
}

/** A column's part in em of the longest word of the head that it shares with its neighbours. */
function headShare(
  columns: readonly Column[],
  { index, width }: { index: number; width: (text: string) => number },
): number {
  const group = columns[index]?.group;
  if (group === undefined) return 0;
  let first = index;
  let last = index;
  while (columns[first - 1]?.group === group) first -= 1;
  while (columns[last + 1]?.group === group) last += 1;
  return (Math.max(...words(group).map(width)) * BOLD * SLACK) / (last - first + 1);
}

function measureColumn(
  rows: readonly Row[],
  { column, index, width }: { column: Column; index: number; width: (text: string) => number },
): Measured {
  const cells = rows.flatMap(({ cells }) => cells[index] ?? []);
  const widths = rows.flatMap(({ cells: row, tone }) => {
    const cell = row[index];
    return cell ? [cellWidth(tone === 'total' ? { ...cell, tone: 'strong' } : cell, width)] : [];
  });
  // A turned title needs the height of its lines, a straight one may wrap between words.
  const title = column.isTurned
    ? 1.35 * Math.ceil((lengthOf(column.title, width) * 1.1) / TURNED_LENGTH)
    : Math.max(...words(column.title).map(width)) * BOLD;
  const natural = Math.max(title, ...widths) * SLACK;
  if (column.align !== 'left') return { natural, least: natural };
  const longest = Math.max(title, ...cells.flatMap((cell) => words(cell.text).map(width))) * SLACK;
  return { natural, least: Math.min(natural, Math.max(longest, LEAST_TEXT)) };
}

function cellWidth({ text, aside, isCode, tone }: Cell, width: (text: string) => number): number {
  const own = isCode ? 0.6 * text.length : width(tabular(text)) * (tone === 'strong' ? BOLD : 1);
  return aside === undefined ? own : own + 0.2 + ASIDE * width(tabular(aside));
}

/** Tabular figures and hyphens are all as wide as the widest figure. */
function tabular(text: string): string {
  return text.replaceAll(/[\d-]/g, '4');
}

/** Length of a turned head in points, at the largest size of type; a longer title wraps. */
export function turnedLength(title: string, width: (text: string) => number): number {
  return Math.min(lengthOf(title, width), TURNED_LENGTH);
}

function lengthOf(title: string, width: (text: string) => number): number {
  return width(title) * BOLD * (SIZES[0] ?? 8);
}

/** Pieces between the places where a line may break. */
function words(text: string): string[] {
  return text.split(/\s+/u).flatMap((word) => (word.length > LONG_WORD ? pieces(word) : word));
}

/** Small tables stay small, so that the eye finds the row; larger ones take the whole width. */
function spread(natural: readonly number[], available: number): number[] {
  const total = sum(natural);
  const target = total > 0.55 * available ? available : Math.min(available, total * 1.35);
  return natural.map((width) => width + ((target - total) * width) / total);
}

/** The first column with as many of the others as fit, in as many parts as it takes, equally full. */
function cutIntoParts(least: readonly number[], available: number): number[][] {
  const [first = 0, ...others] = least;
  const room = Math.max(available - first, Math.max(...others, 0));
  const count = Math.ceil(sum(others) / room) || 1;
  const share = Math.ceil(others.length / count);
  const parts: number[][] = [];
  let part: number[] = [];
  let used = 0;
  for (const [index, width] of others.entries()) {
    if (part.length > 0 && (used + width > room || part.length >= share)) {
      parts.push(part);
      part = [];
      used = 0;
    }
    part.push(index + 1);
    used += width;
  }
  return [...parts, part].map((columns) => [0, ...columns]);
}

/** From the least widths towards the natural ones, as far as there is room; never wider than the page. */
function grow({
  least,
  natural,
  available,
}: {
  least: readonly number[];
  natural: readonly number[];
  available: number;
}): number[] {
  const room = available - sum(least);
  if (room < 0) return least.map((width) => (width * available) / sum(least));
  const wanted = sum(natural) - sum(least);
  const share = wanted > 0 ? Math.min(1, room / wanted) : 0;
  return least.map((width, index) => width + share * ((natural[index] ?? width) - width));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
