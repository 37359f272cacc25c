import type { CsvRecord } from '../tables/parse-csv.js';
import type { CodedColumn, CollectedTask, Ledger } from './collected.js';
import { Dictionary } from './dictionary.js';
import { Frame } from './frame.js';
import { columnsOf, type PredictionColumns } from './guess-columns.js';

/** Reads the rows of a table. */
export interface RowReader {
  /** Columns to read, in the order of the cells. */
  wanted: readonly string[];
  add(record: CsvRecord): void;
}

/** A guessed group of more different values is a name or a number, and dropped. */
export const MAX_GROUP_LABELS = 40;

type CellReader = (text: string, line: number) => number;

/** Tables with one row for each sample. */
export function wideRows(ledger: Ledger, { sample, tasks, groups }: PredictionColumns): RowReader {
  const { collected, samples } = ledger;
  const width = tasks.reduce((sum, task) => sum + columnsOf(task).length, groups.length);
  const frame = new Frame(width);
  const wanted: string[] = [];
  const readers: CellReader[] = [];
  const take = (column: string, read: CellReader): number => {
    wanted.push(column);
    return readers.push(read) - 1;
  };
  const labels = (column: string, most?: number): CodedColumn => {
    const texts = new Dictionary(column, most);
    return { place: take(column, (text) => texts.code(text)), texts };
  };

  for (const { name, truth, predicted, confidence, scores } of tasks) {
    const task: CollectedTask = {
      name,
      frame,
      truth: truth === null ? null : labels(truth),
      predicted: predicted === null ? null : labels(predicted),
      confidence: null,
      scores: [],
      percentSigns: false,
    };
    const probability = (column: string): number =>
      take(column, (text, line) => ledger.probability(text, { line, column, task }));
    if (confidence !== null) task.confidence = probability(confidence);
    task.scores = scores.map(({ label, column }) => ({ label, place: probability(column) }));
    collected.tasks.push(task);
  }
  for (const { name, column, guessed, droppable } of groups) {
    if (droppable) {
      const texts = new Dictionary(column, Number.POSITIVE_INFINITY);
      const place: number = take(column, (text) => {
        if (texts.values.length <= MAX_GROUP_LABELS) return texts.code(text);
        // No group after all; a repeated row must still look the same.
        frame.columns[place]?.fill(Number.NaN);
        return Number.NaN;
      });
      collected.groups.push({ name, column, frame, place, texts, droppable });
    } else {
      // A manifest's own column may hold measurements, which it puts into bins.
      const most = guessed ? Number.POSITIVE_INFINITY : undefined;
      collected.groups.push({ name, column, frame, ...labels(column, most), droppable });
    }
  }
  if (sample !== null) wanted.push(sample);
  // One list for all rows: the frame copies what it takes.
  const values = readers.map(() => Number.NaN);

  return {
    wanted,
    add({ line, cells }) {
      collected.rows += 1;
      const name = sample === null ? `row ${collected.rows}` : (cells[cells.length - 1] ?? '');
      const index = samples.find(name, line);
      if (index === null) return;
      for (const [place, read] of readers.entries()) values[place] = read(cells[place] ?? '', line);
      ledger.place(frame, index, { name, line, values });
    },
  };
}
