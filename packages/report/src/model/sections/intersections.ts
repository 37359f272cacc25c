import type { Grouping, TaskAudit } from '@evenhand/contracts';
import { metricFacts } from '../../format/metric-facts.js';
import { minimumOf } from '../../groups/evidence.js';
import { groupKey, groupName } from '../../groups/group-name.js';
import { capital } from '../../words/capital.js';
import { confidenceText } from '../../words/confidence-text.js';
import { countCell, emptyCell, estimateCells, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Block, Cell, Column, Section, Table } from '../report.js';

/** More rows than this are read in the JSON or CSV file, not on paper. */
const MOST_ROWS = 400;

/** Every intersection of every task: accuracy as observed, and drawn towards what its attributes predict. */
export function intersectionSection(draft: Draft): Section | undefined {
  const { tasks } = draft.input.audit;
  const names = new Map(
    tasks.flatMap(({ groupings }) =>
      groupings
        .filter(({ by }) => by.length > 1)
        .map(({ by }): [string, readonly string[]] => [JSON.stringify(by), by]),
    ),
  );
  const tables = [...names.values()].flatMap((by) => intersectionTable(draft, by) ?? []);
  if (tables.length === 0) return undefined;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: 'Shrunken estimates draw small groups towards what their attributes predict (empirical Bayes). They are for ranking; verdicts rest on the observed numbers.',
    },
    ...tables,
  ];
  return { id: 'intersections', title: 'All intersections', level: 1, blocks };
}

function intersectionTable(draft: Draft, by: readonly string[]): Table | undefined {
  const { tasks } = draft.input.audit;
  const found = tasks.flatMap((task, index) => {
    const position = task.groupings.findIndex((entry) => entry.by.join('\n') === by.join('\n'));
    const grouping = task.groupings[position];
    return grouping ? [{ task, index, grouping, position }] : [];
  });
  const [first] = found;
  if (!first || first.grouping.slices.length > MOST_ROWS) return undefined;
  const columns = found.flatMap((place) => taskColumns(place));
  return draft.table({
    id: `intersections-${by.join('-')}`,
    title: `Accuracy of every intersection of ${by.join(', ')}`,
    caption: `With ${confidenceText(tasks[0])} limits. Grey: fewer than ${minimumOf(tasks[0] ?? {})} images; empty: none.`,
    columns: [
      { title: capital(by.join(', ')), align: 'left' },
      { title: 'Images', align: 'right' },
      ...columns.map(({ column }) => column),
    ],
    rows: first.grouping.slices.map((slice, row) => ({
      cells: [
        textCell(groupName(slice.group)),
        countCell(slice.n, pointer('tasks', first.index, 'groupings', first.position, 'slices', row, 'n')),
        ...columns.map(({ cells }) => cells.get(groupKey(slice.group)) ?? emptyCell),
      ],
    })),
  });
}

interface Place {
  task: TaskAudit;
  index: number;
  grouping: Grouping;
  position: number;
}

function taskColumns({
  task,
  index,
  grouping,
  position,
}: Place): { column: Column; cells: Map<string, Cell> }[] {
  const { unit } = metricFacts('accuracy');
  const source = (row: number, ...steps: string[]): string =>
    pointer('tasks', index, 'groupings', position, 'slices', row, ...steps);
  const keyed = (cells: readonly Cell[]): Map<string, Cell> =>
    new Map(
      grouping.slices.map((slice, row): [string, Cell] => [
        groupKey(slice.group),
        slice.n === 0 ? emptyCell : (cells[row] ?? emptyCell),
      ]),
    );
  const raw = estimateCells(
    grouping.slices.map((slice, row) => ({
      estimate: slice.metrics['accuracy'],
      source: source(row, 'metrics', 'accuracy'),
    })),
    unit,
  );
  const columns = [
    { column: { title: 'observed', group: capital(task.task), align: 'right' as const }, cells: keyed(raw) },
  ];
  if (grouping.slices.some(({ shrunken }) => shrunken)) {
    const shrunken = grouping.slices.map((slice, row): Cell => {
      const value = slice.shrunken?.value;
      return value == null
        ? emptyCell
        : { text: `${(value * 100).toFixed(0)}\u202f%`, value, source: source(row, 'shrunken', 'value') };
    });
    columns.push({
      column: { title: 'shrunken', group: capital(task.task), align: 'right' },
      cells: keyed(shrunken),
    });
  }
  return columns;
}
