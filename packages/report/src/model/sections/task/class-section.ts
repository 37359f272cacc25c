import { metricFacts } from '../../../format/metric-facts.js';
import { minimumOf } from '../../../groups/evidence.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { countCell, estimateCells, missingText, type SourcedEstimate, textCell } from '../../cells.js';
import type { Section, Table } from '../../report.js';
import { displayOrder, type TaskDraft } from './task-draft.js';

const METRICS = ['precision', 'recall', 'f1', 'specificity'];

/** Precision, recall and F1 of every class, on all images. */
export function classSection(own: TaskDraft): Section {
  return { id: `${own.id}-classes`, title: 'Classes', level: 2, blocks: [classTable(own)] };
}

function classTable({ draft, task, id, at }: TaskDraft): Table {
  const classes = displayOrder(task).flatMap(({ index }) => {
    const entry = task.overall.classes[index];
    return entry ? [{ entry, index }] : [];
  });
  const columns = METRICS.map((metric) => {
    const entries: SourcedEstimate[] = classes.map(({ entry, index }) => ({
      estimate: entry.metrics[metric],
      source: at('overall', 'classes', index, 'metrics', metric),
    }));
    return estimateCells(entries, metricFacts(metric).unit);
  });
  return draft.table({
    id: `${id}-classes`,
    title: 'Each class against the rest',
    caption: `Images that are truly of the class and images predicted as it; with ${confidenceText(task)} limits. Grey: fewer than ${minimumOf(task)} images in the denominator.${missingText(classes.flatMap(({ entry }) => METRICS.map((metric) => entry.metrics[metric])))}`,
    columns: [
      { title: 'Class', align: 'left' },
      { title: 'True', align: 'right' },
      { title: 'Predicted', align: 'right' },
      ...METRICS.map((metric) => ({ title: metricFacts(metric).name, align: 'right' as const })),
    ],
    rows: classes.map(({ entry, index }, row) => ({
      cells: [
        textCell(entry.label),
        countCell(entry.support, at('overall', 'classes', index, 'support')),
        countCell(entry.predicted, at('overall', 'classes', index, 'predicted')),
        ...columns.map((cells) => cells[row] ?? textCell('')),
      ],
    })),
  });
}
