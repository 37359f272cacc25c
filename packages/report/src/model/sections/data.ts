import type { Grouping, TaskAudit } from '@evenhand/contracts';
import { countText } from '../../format/number-text.js';
import { minimumOf } from '../../groups/evidence.js';
import { groupKey, groupName } from '../../groups/group-name.js';
import { capital } from '../../words/capital.js';
import { countCell, emptyCell, numberCell, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Block, Cell, Row, Section, Table } from '../report.js';

/** Above so many cells a grid of counts is only counted. */
const MOST_CELLS = 400;
const SHARE = { unit: 'percent', digits: 1 } as const;

/** What the images are: how many of each group, and what is missing. */
export function dataSection(draft: Draft): Section {
  const { audit, dataset } = draft.input;
  const { task, index } = widestTask(audit.tasks);
  const blocks: Block[] = [{ kind: 'paragraph', tone: 'text', text: introduction(draft) }];
  const description = dataset?.manifest.description;
  if (description) blocks.push({ kind: 'paragraph', tone: 'text', text: description.trim() });
  if (task) blocks.push(...countTables(draft, { task, index }));
  const remarks = [
    ...(dataset?.repairs ?? []).map(
      ({ attribute, from, to, count }) =>
        `${attribute}: “${from}” was read as “${to}” in ${countText(count)} ${count === 1 ? 'row' : 'rows'}.`,
    ),
    ...(dataset?.warnings ?? []).map(({ message, count }) =>
      count === undefined ? message : `${message} (${countText(count)})`,
    ),
  ];
  if (remarks.length > 0) {
    blocks.push(
      { kind: 'paragraph', tone: 'text', text: 'What was noticed when the data set was registered:' },
      { kind: 'list', items: remarks },
    );
  }
  return { id: 'data', title: 'Data and labels', level: 1, startsPage: true, blocks };
}

function introduction({ input }: Draft): string {
  const { run, tasks } = input.audit;
  const excluded = tasks.filter((task) => task.excluded > 0);
  const left = excluded
    .map(
      (task) =>
        ` ${countText(task.excluded)} images are left out of ${task.task}, because their label maps to none of its classes.`,
    )
    .join('');
  const failed =
    run.counts.failed > 0
      ? ` ${countText(run.counts.failed)} images could not be measured and are in no number.`
      : '';
  return `${countText(run.counts.ok)} of ${countText(run.dataset.samples)} images of ${run.dataset.name} were measured. The labels are ${labelSource(run.dataset.labels)}.${failed}${left}`;
}

function labelSource(labels: string): string {
  switch (labels) {
    case 'perceived':
      return 'perceived: annotators said what they saw. They are not what the people pictured say of themselves, and they have errors too: some of what counts as a mistake of the model below may be one of the label';
    case 'self-reported':
      return 'self-reported by the people pictured';
    case 'constructed':
      return 'constructed: the images were made to order, so the labels are certain';
    default:
      return 'of unknown origin';
  }
}

/** The task that leaves out the fewest images shows the data best. */
function widestTask(tasks: readonly TaskAudit[]): { task: TaskAudit | undefined; index: number } {
  const [index = 0] = tasks
    .map((_, place) => place)
    .sort((a, b) => (tasks[b]?.overall.n ?? 0) - (tasks[a]?.overall.n ?? 0));
  return { task: tasks[index], index };
}

interface Place {
  task: TaskAudit;
  index: number;
}

function countTables(draft: Draft, place: Place): Table[] {
  const tables = [labelTable(draft, place)];
  const finest = place.task.groupings
    .map((grouping, position) => ({ grouping, position }))
    .toSorted((a, b) => b.grouping.by.length - a.grouping.by.length)[0];
  if (finest && finest.grouping.by.length > 1 && finest.grouping.slices.length <= MOST_CELLS) {
    tables.push(gridTable(draft, { ...place, ...finest }));
  }
  return tables;
}

interface LabelCount {
  name: Cell;
  grouping: Grouping;
  n: number;
  source: string;
}

/** Every label of every attribute with its images. */
function labelTable(draft: Draft, { task, index }: Place): Table {
  const row = ({ name, grouping, n, source }: LabelCount): Row => ({
    cells: [
      name,
      textCell(grouping.by.join('')),
      countCell(n, source),
      task.overall.n === 0 ? emptyCell : numberCell(n / task.overall.n, SHARE, `derived:${source}`),
    ],
  });
  const rows = task.groupings.flatMap((grouping, position) =>
    grouping.by.length !== 1
      ? []
      : [
          ...grouping.slices.map((slice, place) =>
            row({
              name: textCell(groupName(slice.group)),
              grouping,
              n: slice.n,
              source: pointer('tasks', index, 'groupings', position, 'slices', place, 'n'),
            }),
          ),
          ...(grouping.unlabelled === undefined || grouping.unlabelled === 0
            ? []
            : [
                row({
                  name: { text: 'no label', tone: 'quiet' },
                  grouping,
                  n: grouping.unlabelled,
                  source: pointer('tasks', index, 'groupings', position, 'unlabelled'),
                }),
              ]),
        ],
  );
  return draft.table({
    id: 'labels',
    title: 'Images with each label',
    caption: `Of ${countText(task.overall.n)} images${draft.input.audit.tasks.length > 1 ? `, as counted for ${task.task}` : ''}.`,
    columns: [
      { title: 'Label', align: 'left' },
      { title: 'Attribute', align: 'left' },
      { title: 'Images', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    rows,
  });
}

/** The finest intersection as a grid: the last attribute across, the others down. */
function gridTable(
  draft: Draft,
  { task, index, grouping, position }: Place & { grouping: Grouping; position: number },
): Table {
  const across =
    grouping.by
      .toSorted((a, b) => labelsOf(grouping, b).length - labelsOf(grouping, a).length)
      .find((name) => labelsOf(grouping, name).length <= 12) ??
    grouping.by.at(-1) ??
    '';
  const down = grouping.by.filter((name) => name !== across);
  const columns = labelsOf(grouping, across);
  const places = new Map(grouping.slices.map(({ group }, place) => [groupKey(group), place]));
  const rows = combinations(down.map((name) => labelsOf(grouping, name)));
  const minimum = minimumOf(task);
  const cell = (labels: readonly string[], column: string): Cell => {
    const of = new Map([
      ...down.map((name, at): [string, string] => [name, labels[at] ?? '']),
      [across, column],
    ]);
    const group = Object.fromEntries(grouping.by.map((name) => [name, of.get(name) ?? '']));
    const place = places.get(groupKey(group));
    const n = place === undefined ? 0 : (grouping.slices[place]?.n ?? 0);
    const source = pointer('tasks', index, 'groupings', position, 'slices', place ?? 0, 'n');
    if (place === undefined) return { text: '–', tone: 'quiet' };
    if (n === 0) return { ...countCell(n, source), text: '–', tone: 'quiet' };
    return n < minimum ? { ...countCell(n, source), tone: 'quiet', isHatched: true } : countCell(n, source);
  };
  const few = grouping.slices.filter(({ n }) => n < minimum).length;
  const empty = grouping.slices.filter(({ n }) => n === 0).length;
  return draft.table({
    id: 'grid',
    title: `Images of every intersection of ${grouping.by.join(', ')}`,
    caption: `Hatched: fewer than ${minimum} images, too few to rank (${countText(few)} of ${countText(grouping.slices.length)} intersections${empty > 0 ? `, ${countText(empty)} of them without any` : ''}).`,
    columns: [
      { title: capital(down.join(', ')), align: 'left' },
      ...columns.map((title) => ({ title, group: capital(across), align: 'right' as const })),
    ],
    rows: rows.map((labels) => ({
      cells: [textCell(labels.join(', ')), ...columns.map((column) => cell(labels, column))],
    })),
  });
}

function labelsOf({ slices }: Grouping, name: string): string[] {
  return [...new Set(slices.map(({ group }) => group[name] ?? ''))];
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (rows, list) => rows.flatMap((row) => list.map((label) => [...row, label])),
    [[]],
  );
}
