import type { Disparity } from '@evenhand/contracts';
import { metricFacts } from '../../../format/metric-facts.js';
import { groupName } from '../../../groups/group-name.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { emptyCell, estimateCells, textCell } from '../../cells.js';
import type { Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** Recall and false positive rate of "this class or above", for every class above the lowest, and who differs most. */
export function cutTable({ draft, task, id, at }: TaskDraft): Table {
  const cuts = (task.order ?? task.labels)
    .slice(1)
    .map((label) => ({ label, index: task.labels.indexOf(label), widest: widestGap(task.groupings, label) }));
  const columns = (['recall_from', 'fpr_from'] as const).map((metric) =>
    estimateCells(
      cuts.map(({ index }) => ({
        estimate: task.overall.classes[index]?.metrics[metric],
        source: at('overall', 'classes', index, 'metrics', metric),
      })),
      metricFacts(metric).unit,
    ),
  );
  const gaps = estimateCells(
    cuts.map(({ widest }) => ({
      estimate: widest?.disparity.gap,
      source: widest ? at('groupings', widest.grouping, 'disparities', widest.place, 'gap') : '',
    })),
    'points',
  );
  return draft.table({
    id: `${id}-cuts`,
    title: 'This class or above',
    caption: `Each class above the lowest as a question with two answers: recall is the share of images truly of the class or above that are taken for it or above; the false positive rate is that share of the images truly below. With ${confidenceText(task)} limits. The widest gap is that of recall between the groups of one attribute.`,
    columns: [
      { title: 'Class or above', align: 'left' },
      { title: 'Recall', align: 'right' },
      { title: 'False positive rate', align: 'right' },
      { title: 'Widest gap', align: 'right' },
      { title: 'Between', align: 'left' },
    ],
    rows: cuts.map(({ label, widest }, row) => ({
      cells: [
        textCell(label),
        ...columns.map((cells) => cells[row] ?? emptyCell),
        widest ? (gaps[row] ?? emptyCell) : emptyCell,
        widest
          ? textCell(
              `${groupName(widest.disparity.best.group)} and ${groupName(widest.disparity.worst.group)}`,
            )
          : emptyCell,
      ],
    })),
  });
}

interface Widest {
  disparity: Disparity;
  grouping: number;
  /** Among the grouping's disparities. */
  place: number;
}

function widestGap(groupings: TaskDraft['task']['groupings'], label: string): Widest | undefined {
  const found = groupings.flatMap(({ by, disparities }, grouping) =>
    by.length === 1
      ? disparities.flatMap((disparity, place): Widest[] =>
          disparity.metric === 'recall_from' && disparity.class === label
            ? [{ disparity, grouping, place }]
            : [],
        )
      : [],
  );
  return found.reduce<Widest | undefined>(
    (most, own) => (!most || (own.disparity.gap.value ?? 0) > (most.disparity.gap.value ?? 0) ? own : most),
    undefined,
  );
}
