import type { ClassParity } from '@evenhand/contracts';
import { groupName } from '../../groups/group-name.js';
import { numberCell, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Column, Row, Section } from '../report.js';

const MEASURES: readonly { tool: ClassParity['measures'][number]['tool']; name: string; title: string }[] = [
  { tool: 'fairlearn', name: 'demographic_parity_difference', title: 'demographic parity difference' },
  { tool: 'fairlearn', name: 'equalized_odds_difference', title: 'equalized odds difference' },
  { tool: 'fairlearn', name: 'equal_opportunity_difference', title: 'equal opportunity difference' },
  { tool: 'AIF360', name: 'statistical_parity_difference', title: 'statistical parity difference' },
  { tool: 'AIF360', name: 'disparate_impact', title: 'disparate impact' },
  { tool: 'AIF360', name: 'average_odds_difference', title: 'average odds difference' },
];
const STYLE = { unit: 'number', digits: 3 } as const;

/** For readers who know other tools: their numbers under their names, each class against the rest. */
export function otherToolsSection(draft: Draft): Section | undefined {
  const rows = draft.input.audit.tasks.flatMap((task, t) =>
    task.groupings.flatMap((grouping, g) =>
      (grouping.parity ?? []).map(
        (entry, p): Row => ({
          cells: [
            textCell(`${task.task}: ${entry.class}`),
            textCell(grouping.by.join(' × ')),
            textCell(groupName(entry.reference)),
            ...MEASURES.map(({ tool, name }) => {
              const index = entry.measures.findIndex(
                (measure) => measure.tool === tool && measure.name === name && measure.group === undefined,
              );
              return numberCell(
                entry.measures[index]?.value,
                STYLE,
                pointer('tasks', t, 'groupings', g, 'parity', p, 'measures', index, 'value'),
              );
            }),
          ],
        }),
      ),
    ),
  );
  if (rows.length === 0) return undefined;
  return {
    id: 'other-tools',
    title: 'The same under the names of other tools',
    level: 1,
    startsPage: false,
    blocks: [
      draft.table({
        id: 'other-tools',
        title: 'Each class against the rest, as other tools print it',
        caption:
          'Over all groups, however small, and without limits: for comparison with what was published elsewhere. AIF360’s privileged group is the reference.',
        columns: [
          { title: 'Class', align: 'left' },
          { title: 'By', align: 'left' },
          { title: 'Reference', align: 'left' },
          ...MEASURES.map(({ tool, title }): Column => ({ title, group: tool, align: 'right' })),
        ],
        rows,
      }),
    ],
  };
}
