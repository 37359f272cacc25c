import { predictionColumns } from '@evenhand/dataset';
import { type Db, iterateFailures, iteratePredictions, type Run } from '@evenhand/db';
import type { ColumnTable } from './column-table.js';

/** What is known of one sample in one task, or why nothing is. */
export interface PredictionLine {
  sample: string;
  labels: Readonly<Record<string, string | null>>;
  said:
    | {
        task: string;
        truth: string | null;
        predicted: string;
        confidence: number | null;
        scores: Record<string, number> | null;
      }
    | { code: string; message: string };
}

/** A run's predictions by sample and task, then its failed samples; of one task (an index) where it is given. */
export function* predictionLines(db: Db, run: Run, task: number | undefined): Generator<PredictionLine> {
  for (const row of iteratePredictions(db, task === undefined ? { run: run.id } : { run: run.id, task })) {
    const { name = '', labels = [] } = run.tasks[row.task] ?? {};
    const { scores } = row;
    yield {
      sample: row.sampleId,
      labels: row.labels,
      said: {
        task: name,
        truth: row.truth === null ? null : (labels[row.truth] ?? null),
        predicted: labels[row.predicted] ?? '',
        confidence: row.confidence,
        scores: scores && Object.fromEntries(labels.map((label, index) => [label, scores[index] ?? 0])),
      },
    };
  }
  for (const { sampleId, labels, code, message } of iterateFailures(db, run.id)) {
    yield { sample: sampleId, labels, said: { code, message } };
  }
}

/** The columns of the table form. */
export function columnNames(withLabels: boolean): string[] {
  return withLabels ? [...predictionColumns, 'labels'] : [...predictionColumns];
}

/** A line as the cells of {@link columnNames}. */
export function predictionCells(line: PredictionLine, withLabels: boolean): (string | number | null)[] {
  const { sample, said } = line;
  const cells =
    'code' in said
      ? [sample, null, null, null, null, null, said.code, said.message]
      : [
          sample,
          said.task,
          said.truth,
          said.predicted,
          said.confidence,
          said.scores && JSON.stringify(said.scores),
          null,
          null,
        ];
  return withLabels ? [...cells, JSON.stringify(line.labels)] : cells;
}

/** All lines as one table in memory, for Parquet. */
export function predictionTable(lines: Iterable<PredictionLine>, withLabels: boolean): ColumnTable {
  const names = columnNames(withLabels);
  const texts = names.map((): (string | null)[] => []);
  const confidence: (number | null)[] = [];
  let rows = 0;
  for (const line of lines) {
    for (const [index, cell] of predictionCells(line, withLabels).entries()) {
      if (names[index] === 'confidence') confidence.push(typeof cell === 'number' ? cell : null);
      else texts[index]?.push(cell === null ? null : String(cell));
    }
    rows += 1;
  }
  return {
    names,
    rows,
    columns: names.map((name, index) =>
      name === 'confidence'
        ? { type: 'FLOAT', data: confidence }
        : { type: 'STRING', data: texts[index] ?? [] },
    ),
  };
}
