import { type CellSpec, cellOf, classOf, groupOfCell } from '../counts/cell-space.js';
import { LOGIT_BINS } from './bins.js';
import { emptyScores, type ScoreSums, type ScoreTable } from './score-table.js';

/** A score table as plain JSON. All numbers are whole, so nothing is lost on the way. */
export interface ScoreTableJson {
  attributes: { name: string; labels: string[] }[];
  labels: string[];
  order?: string[] | undefined;
  cells: ScoreCellJson[];
}

interface ScoreCellJson {
  group: Record<string, string | null>;
  truth: string;
  n: number;
  clipped: number;
  losses: number[];
  ranks: number[];
  widthCounts: number[];
  widthSums: number[];
  /** bin, images, correct, confidence (two numbers), five numbers per non-empty bin. */
  fine: number[];
  /** Per class: bin, images, two numbers per non-empty bin. */
  histogram: number[][];
}

export function scoresToJson(table: ScoreTable): ScoreTableJson {
  const { attributes, labels } = table.space.spec;
  const keys = [...table.cells.keys()].sort((a, b) => a - b);
  return {
    attributes: attributes.map((attribute) => ({ name: attribute.name, labels: [...attribute.labels] })),
    labels: [...labels],
    ...(table.order && { order: [...table.order] }),
    cells: keys.map((key) => ({
      group: groupOfCell(table.space, Math.floor(key / labels.length)),
      truth: labels[key % labels.length] ?? '',
      ...sumsToJson(table.cells.get(key) as ScoreSums, labels.length),
    })),
  };
}

function sumsToJson(sums: ScoreSums, classes: number): Omit<ScoreCellJson, 'group' | 'truth'> {
  const histogram: number[][] = Array.from({ length: classes }, () => []);
  for (const key of [...sums.histogram.keys()].sort((a, b) => a - b)) {
    histogram[Math.floor(key / LOGIT_BINS)]?.push(key % LOGIT_BINS, sums.histogram.get(key) ?? 0);
  }
  return {
    n: sums.n,
    clipped: sums.clipped,
    losses: [...sums.losses],
    ranks: [...sums.ranks],
    widthCounts: [...sums.widthCounts],
    widthSums: [...sums.widthSums],
    fine: [...sums.fine.keys()].sort((a, b) => a - b).flatMap((bin) => [bin, ...(sums.fine.get(bin) ?? [])]),
    histogram,
  };
}

export function scoresFromJson(json: ScoreTableJson): ScoreTable {
  const spec: CellSpec = { attributes: json.attributes, labels: json.labels };
  const table = emptyScores({ ...spec, order: json.order });
  for (const cell of json.cells) {
    const key = cellOf(table.space, cell.group) * json.labels.length + classOf(table.space, cell.truth);
    table.cells.set(key, sumsFromJson(cell));
  }
  return table;
}

function sumsFromJson(cell: ScoreCellJson): ScoreSums {
  const fine = new Map<number, Float64Array>();
  for (let at = 0; at < cell.fine.length; at += 5) {
    fine.set(cell.fine[at] ?? 0, Float64Array.from(cell.fine.slice(at + 1, at + 5)));
  }
  const histogram = new Map<number, number>();
  for (const [label, bins] of cell.histogram.entries()) {
    for (let at = 0; at < bins.length; at += 2) {
      histogram.set(label * LOGIT_BINS + (bins[at] ?? 0), bins[at + 1] ?? 0);
    }
  }
  return {
    n: cell.n,
    clipped: cell.clipped,
    losses: Float64Array.from(cell.losses),
    ranks: Float64Array.from(cell.ranks),
    widthCounts: Float64Array.from(cell.widthCounts),
    widthSums: Float64Array.from(cell.widthSums),
    fine,
    histogram,
  };
}
