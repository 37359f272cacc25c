import type { ConfusionChange } from '../charts/confusion-change.js';
import type { ConfusionDifference } from '../charts/confusion-difference.js';
import type { ConfusionMatrix } from '../charts/confusion-matrix.js';
import type { CrossTable } from '../charts/cross-table.js';
import type { HeatMap } from '../charts/heat-map.js';
import { palette, shadeColours } from './palette.js';
import {
  type Drawing,
  drawing,
  element,
  escaped,
  fitText,
  hatchPattern,
  type Label,
  label,
  textWidth,
} from './svg.js';

interface Cell {
  text: string;
  fill: string;
  ink: string;
  isHatched?: boolean;
  isFramed?: boolean;
}

interface Matrix {
  /** What rows and columns are. */
  corner: string;
  columns: readonly string[];
  rows: readonly { name: string; cells: readonly Cell[]; total?: string }[];
}

const SIZE = 7.5;
const ROW = 18;
const NAMES = 150;
/** Narrowest and widest column; wider texts are cut. */
const CELL = { least: 26, most: 72 };
/** Slanted names of columns: their rise and run per point of length. */
const SLANT = Math.SQRT1_2;
const LONGEST = 120;

/** Who is taken for whom: in images, or in shares of the true class. */
export function confusionDrawing(matrix: ConfusionMatrix, show: 'count' | 'share'): Drawing {
  return matrixDrawing({
    corner: 'true \\ predicted',
    columns: matrix.labels,
    rows: matrix.rows.map(({ truth, cells, supportText }) => ({
      name: truth,
      total: supportText,
      cells: cells.map((cell) => ({
        ...shadeColours({ scale: 'magnitude', step: cell.step }),
        text: cell.count === 0 ? '' : show === 'count' ? cell.countText : cell.shareText,
        isFramed: cell.truth === cell.predicted,
      })),
    })),
  });
}

/** What a candidate confuses more or less often than its baseline, or a group than all images. */
export function confusionChangeDrawing({ labels, rows }: ConfusionChange | ConfusionDifference): Drawing {
  return matrixDrawing({
    corner: 'true \\ predicted',
    columns: labels,
    rows: rows.map(({ truth, cells, supportText }) => ({
      name: truth,
      total: supportText,
      cells: cells.map(({ text, step, predicted }) => ({
        ...shadeColours({ scale: 'difference', step }),
        text: text === '0' ? '' : text,
        isFramed: truth === predicted,
      })),
    })),
  });
}

/** An intersection of attributes, each cell by its difference to all images. */
export function heatMapDrawing({ rows, rowAttribute, columns, columnAttributes }: HeatMap): Drawing {
  return matrixDrawing({
    corner: `${rowAttribute} \\ ${columnAttributes.join(', ')}`,
    columns: columns.flatMap((column) =>
      column.parts.length === 0 ? [column.label] : column.parts.map((part) => `${column.label}, ${part}`),
    ),
    rows: rows.map((row) => ({
      name: row.label,
      cells: row.cells.map(({ text, step, evidence }) => ({
        ...shadeColours({ scale: 'difference', step }),
        text,
        ...(evidence === 'few' && { ink: palette.ink3, isHatched: true }),
      })),
    })),
  });
}

/** Images in every intersection; hatched where they are too few to be ranked. */
export function crossTableDrawing({ rowAttribute, columnAttribute, columns, rows }: CrossTable): Drawing {
  return matrixDrawing({
    corner: `${rowAttribute} \\ ${columnAttribute}`,
    columns,
    rows: rows.map(({ label: name, cells, totalText }) => ({
      name,
      total: totalText,
      cells: cells.map(({ nText, few }) => ({
        text: nText,
        fill: '#ffffff',
        ink: few ? palette.ink3 : palette.ink,
        isHatched: few,
      })),
    })),
  });
}

function matrixDrawing({ corner, columns, rows }: Matrix): Drawing {
  const longest = Math.max(0, ...rows.flatMap(({ cells }) => cells.map(({ text }) => textWidth(text, SIZE))));
  const names = Math.min(
    NAMES,
    Math.max(60, ...[corner, ...rows.map(({ name }) => name)].map((name) => textWidth(name, SIZE) + 8)),
  );
  const heads = columns.map((name) => fitText(name, LONGEST, SIZE));
  const widest = Math.max(0, ...heads.map((head) => textWidth(head, SIZE)));
  const width = Math.max(CELL.least, Math.min(CELL.most, Math.max(longest, widest) + 8));
  const isSlanted = widest + 6 > width;
  const top = isSlanted ? widest * SLANT + 12 : 20;
  const hasTotals = rows.some(({ total }) => total !== undefined);
  const right = names + width * columns.length;
  const marks: (string | Label)[] = [
    hatchPattern('few', palette.hatch),
    label(fitText(corner, names - 4, 6.5), { x: 0, y: top - 6, size: 6.5, fill: palette.ink3 }),
    ...heads.map((head, column) => columnHead(head, { x: names + (column + 0.5) * width, top, isSlanted })),
    ...rows.flatMap(({ name, cells, total }, row): (string | Label)[] => [
      label(fitText(name, names - 8, SIZE), {
        x: names - 6,
        y: top + row * ROW + 11.6,
        anchor: 'end',
        fill: palette.ink,
      }),
      ...cells.flatMap((cell, column) =>
        cellMarks(cell, { x: names + column * width, y: top + row * ROW, width }),
      ),
      ...(total === undefined
        ? []
        : [label(total, { x: right + 44, y: top + row * ROW + 11.6, anchor: 'end', fill: palette.ink2 })]),
    ]),
    ...(hasTotals
      ? [label('n', { x: right + 44, y: top - 6, anchor: 'end', size: 6.5, fill: palette.ink3 })]
      : []),
  ];
  // A slanted name of the last column leans over the edge.
  const lean = isSlanted ? widest * SLANT - width / 2 : 0;
  return drawing(
    { width: right + Math.max(hasTotals ? 46 : 2, lean), height: top + rows.length * ROW + 2 },
    marks,
  );
}

function columnHead(
  head: string,
  { x, top, isSlanted }: { x: number; top: number; isSlanted: boolean },
): string | Label {
  if (!isSlanted) return label(head, { x, y: top - 6, anchor: 'middle', fill: palette.ink });
  const place = { transform: `translate(${x.toFixed(2)} ${(top - 5).toFixed(2)}) rotate(-45)` };
  return element('text', { ...place, 'font-size': SIZE, fill: palette.ink }, [escaped(head)]);
}

function cellMarks(
  { text, fill, ink, isHatched, isFramed }: Cell,
  { x, y, width }: { x: number; y: number; width: number },
): (string | Label)[] {
  const box = { x: x + 0.5, y: y + 0.5, width: width - 1, height: ROW - 1 };
  const frame = isFramed
    ? { stroke: palette.lineStrong, 'stroke-width': 0.8 }
    : { stroke: palette.line, 'stroke-width': 0.5 };
  return [
    element('rect', { ...box, fill, ...frame }),
    ...(isHatched ? [element('rect', { ...box, fill: 'url(#few)' })] : []),
    ...(text === ''
      ? []
      : [
          label(fitText(text, width - 2, SIZE), {
            x: x + width / 2,
            y: y + 11.6,
            anchor: 'middle',
            fill: ink,
          }),
        ]),
  ];
}
