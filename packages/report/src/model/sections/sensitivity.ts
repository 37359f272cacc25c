import { labelNoiseTippingPoints } from '@evenhand/metrics';
import { groupName } from '../../groups/group-name.js';
import { metricName } from '../../words/metric-name.js';
import { verdictOf } from '../../words/verdict.js';
import { numberCell, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Block, Row, Section } from '../report.js';

const POINTS = { unit: 'percent', digits: 1 } as const;

/** How wrong the labels would have to be to explain the gaps away, and what repeated people would do to the limits. */
export function sensitivitySection(draft: Draft): Section {
  const rows = draft.input.audit.tasks.flatMap((task, t) =>
    task.groupings.flatMap((grouping, g) =>
      grouping.disparities.flatMap((disparity, d): Row[] => {
        const isShare = disparity.metric === 'accuracy' || disparity.metric === 'recall';
        if (!isShare || grouping.by.length !== 1 || verdictOf(disparity, task) !== 'real') return [];
        const { gap, best, worst } = disparity;
        const { aligned, unsystematic } = labelNoiseTippingPoints(gap.value ?? 0, best.value);
        const source = pointer('tasks', t, 'groupings', g, 'disparities', d, 'gap', 'value');
        return [
          {
            cells: [
              textCell(metricName(disparity.metric, disparity.class)),
              textCell(task.task),
              textCell(`${groupName(worst.group)} and ${groupName(best.group)}`),
              numberCell(aligned, POINTS, `derived:${source}`),
              numberCell(unsystematic, POINTS, `derived:${source}`),
            ],
          },
        ];
      }),
    ),
  );
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: 'Limits hold for images that were drawn independently. Where several images show one person they are too narrow: by a factor of 1.22 at a design effect of 1.5, of 1.41 at a design effect of 2.',
    },
  ];
  if (rows.length > 0) {
    blocks.push(
      {
        kind: 'paragraph',
        tone: 'text',
        text: 'Labels have errors too. A gap can be an artefact of labelling only if the labels of its two groups are as wrong as this:',
      },
      draft.table({
        id: 'label-noise',
        title: 'How many wrong labels would explain each gap away',
        caption:
          'At worst: the shares of wrong labels in the two groups add up to this, all against the one and in favour of the other. By accident: wrong labels have nothing to do with the model, and their shares differ by about this.',
        columns: [
          { title: 'Metric', align: 'left' },
          { title: 'Task', align: 'left' },
          { title: 'Between', align: 'left' },
          { title: 'At worst', align: 'right' },
          { title: 'By accident', align: 'right' },
        ],
        rows,
      }),
    );
  }
  return {
    id: 'sensitivity',
    title: 'How far the result can be trusted',
    level: 1,
    startsPage: false,
    blocks,
  };
}
