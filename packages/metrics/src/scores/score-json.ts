import { type CellSpec, cellOf, classOf, groupOfCell } from '../counts/cell-space.js';
import { BinTable } from './bin-table.js';
import { LOGIT_BINS } from './bins.js';
import { joinBins } from './join-bins.js';
import { emptyScores, FINE_WIDTH, type ScoreSums, type ScoreTable } from './score-table.js';

/** A score table as plain JSON. All numbers are whole, so nothing is lost on the way. */
export interface ScoreTableJson {
  attributes: { name: string; labels: string[] }[];
  labels: string[];
  order?: string[] | undefined;
  /** How many bins a score has; 8,192 where it is not said, as in tables of older versions. */
  bins?: number | undefined;
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
  const bins = LOGIT_BINS >>> table.joinedBits;
  const keys = [...table.cells.keys()].sort((a, b) => a - b);
  return {
    attributes: attributes.map((attribute) => ({ name: attribute.name, labels: [...attribute.labels] })),
    labels: [...labels],
    ...(table.order && { order: [...table.order] }),
    bins,
    cells: keys.map((key) => ({
      group: groupOfCell(table.space, Math.floor(key / labels.length)),
      truth: labels[key % labels.length] ?? '',
      ...sumsToJson(table.cells.get(key) as ScoreSums, { classes: labels.length, bins }),
    })),
  };
}

function sumsToJson(
  sums: ScoreSums,
  { classes, bins }: { classes: number; bins: number },
): Omit<ScoreCellJson, 'group' | 'truth'> {
  const histogram: number[][] = Array.from({ length: classes }, () => []);
  for (const [bin, at] of sums.histogram.sorted()) {
    histogram[Math.floor(bin / bins)]?.push(bin % bins, sums.histogram.values[at] as number);
  }
  return {
    n: sums.n,
    clipped: sums.clipped,
    losses: [...sums.losses],
    ranks: [...sums.ranks],
    widthCounts: [...sums.widthCounts],
    widthSums: [...sums.widthSums],
    fine: sums.fine.sorted().flatMap(([bin, at]) => [bin, ...sums.fine.values.subarray(at, at + FINE_WIDTH)]),
    histogram,
  };
}

export function scoresFromJson(json: ScoreTableJson): ScoreTable {
  const spec: CellSpec = { attributes: json.attributes, labels: json.labels };
  const table = emptyScores({ ...spec, order: json.order });
  const bins = json.bins ?? LOGIT_BINS;
  table.joinedBits = Math.log2(LOGIT_BINS / bins);
  for (const cell of json.cells) {
    const key = cellOf(table.space, cell.group) * json.labels.length + classOf(table.space, cell.truth);
    table.cells.set(key, sumsFromJson(cell, bins));
    table.images += cell.n;
  }
  joinBins(table);
  return table;
}

function sumsFromJson(cell: ScoreCellJson, perClass: number): ScoreSums {
  const fine = new BinTable(FINE_WIDTH, cell.fine.length / (1 + FINE_WIDTH));
  for (let from = 0; from < cell.fine.length; from += 1 + FINE_WIDTH) {
    const at = fine.at(cell.fine[from] ?? 0);
    for (let part = 0; part < FINE_WIDTH; part++) fine.values[at + part] = cell.fine[from + 1 + part] ?? 0;
  }
  const histogram = new BinTable(
    1,
    cell.histogram.reduce((sum, bins) => sum + bins.length / 2, 0),
  );
  for (const [label, bins] of cell.histogram.entries()) {
    for (let from = 0; from < bins.length; from += 2) {
      const at = histogram.at(label * perClass + (bins[from] ?? 0));
      histogram.values[at] = bins[from + 1] ?? 0;
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
