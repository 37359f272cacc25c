import type { Slice } from '@evenhand/contracts';
import { metricFacts } from '../../../format/metric-facts.js';
import { minimumOf } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { countCell, emptyCell, estimateCells, textCell } from '../../cells.js';
import type { Section, Table } from '../../report.js';
import { cutTable } from './cut-table.js';
import type { TaskDraft } from './task-draft.js';

const METRICS = ['mae', 'rmse', 'within_one', 'signed_bias', 'quadratic_kappa', 'rps'];

/** For classes with an order: how far off the predictions are, and to which side. */
export function ordinalSection(own: TaskDraft): Section | undefined {
  if (own.task.kind !== 'ordinal') return undefined;
  // Documents that an earlier version stored do not have the cumulative view.
  const hasCuts = own.task.overall.classes.some(({ metrics }) => metrics['recall_from']);
  const blocks = [ordinalTable(own), ...(hasCuts ? [cutTable(own)] : [])];
  return { id: `${own.id}-ordinal`, title: 'How far off', level: 2, blocks };
}

function ordinalTable({ draft, task, id, at }: TaskDraft): Table {
  interface Entry {
    name: string;
    by: string;
    slice: Slice;
    source: (...steps: (string | number)[]) => string;
  }
  const entries: Entry[] = [
    { name: 'All images', by: '', slice: task.overall, source: (...steps) => at('overall', ...steps) },
    ...task.groupings.flatMap((grouping, g) =>
      grouping.by.length === 1
        ? grouping.slices.map(
            (slice, s): Entry => ({
              name: groupName(slice.group),
              by: grouping.by.join(' × '),
              slice,
              source: (...steps) => at('groupings', g, 'slices', s, ...steps),
            }),
          )
        : [],
    ),
  ];
  const shown = METRICS.filter((metric) => task.overall.metrics[metric]);
  const columns = shown.map((metric) =>
    estimateCells(
      entries.map(({ slice, source }) => ({
        estimate: slice.metrics[metric],
        source: source('metrics', metric),
      })),
      metricFacts(metric).unit,
      { signed: metric === 'signed_bias', isBare: metricFacts(metric).unit === 'classes' },
    ),
  );
  return draft.table({
    id: `${id}-ordinal`,
    title: 'Distance between true and predicted class',
    caption: `In classes of the natural order; signed bias above 0: predicted too high. With ${confidenceText(task)} limits. Grey: fewer than ${minimumOf(task)} images; n/a or empty: it has no meaning inside groups of one true class.`,
    columns: [
      { title: 'Group', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Images', align: 'right' },
      ...shown.map((metric) => ({ title: metricFacts(metric).name, align: 'right' as const })),
    ],
    rows: entries.map(({ name, by, slice, source }, row) => ({
      ...(row === 0 && { tone: 'total' as const }),
      cells: [
        textCell(name),
        textCell(by),
        countCell(slice.n, source('n')),
        ...columns.map((cells) => cells[row] ?? emptyCell),
      ],
    })),
  });
}
