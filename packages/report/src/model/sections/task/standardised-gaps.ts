import type { Disparity, Grouping } from '@evenhand/contracts';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { numberText } from '../../../format/number-text.js';
import { groupName } from '../../../groups/group-name.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { gapStyle } from '../../../words/gap-sentence.js';
import { metricName } from '../../../words/metric-name.js';
import { estimateCell, textCell } from '../../cells.js';
import type { Cell, Row, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** Metrics that depend on how frequent the classes are: a gap in them may be one of frequencies only. */
const METRICS = ['accuracy', 'macro_f1', 'precision', 'f1'];

/** The gaps of the attributes where every group has the label mix of all images, beside those observed. */
export function standardisedGapTable(own: TaskDraft): Table | undefined {
  const { draft, task, id } = own;
  const rows = task.groupings.flatMap((grouping, g) =>
    grouping.by.length !== 1
      ? []
      : grouping.disparities.flatMap((disparity, d) =>
          METRICS.includes(disparity.metric)
            ? toRow(grouping, disparity, (...steps) => own.at('groupings', g, 'disparities', d, ...steps))
            : [],
        ),
  );
  if (rows.length === 0) return undefined;
  return draft.table({
    id: `${id}-standardised-gaps`,
    title: 'Gaps at a common label mix',
    caption: `Accuracy, precision and F1 depend on how frequent the classes are in a group. At the common mix every group has the classes as often as all images have them; groups that lack images of a class are left out there. Brackets: ${confidenceText(task)} hybrid limits.`,
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Observed gap, points', align: 'right' },
      { title: 'Worst', group: 'At a common label mix', align: 'left' },
      { title: 'Best', group: 'At a common label mix', align: 'left' },
      { title: 'Gap, points', group: 'At a common label mix', align: 'right' },
    ],
    rows,
  });
}

function toRow(
  grouping: Grouping,
  disparity: Disparity,
  source: (...steps: (string | number)[]) => string,
): Row[] {
  const { standardised } = disparity;
  if (!standardised) return [];
  const { unit } = metricFacts(disparity.metric);
  const style = { ...gapStyle(disparity), isBare: true };
  const endCell = (end: 'worst' | 'best'): Cell => {
    const { group, value } = standardised[end];
    const digits = columnDigits([standardised.gap], unit);
    return {
      text: `${groupName(group)}, ${numberText(value, { unit, digits })}`,
      value,
      source: source('standardised', end, 'value'),
    };
  };
  return [
    {
      cells: [
        textCell(metricName(disparity.metric, disparity.class)),
        textCell(grouping.by.join(' × ')),
        estimateCell(disparity.gap, style, source('gap')),
        endCell('worst'),
        endCell('best'),
        estimateCell(standardised.gap, style, source('standardised', 'gap')),
      ],
    },
  ];
}
