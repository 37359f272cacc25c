import type { Estimate, Slice } from '@evenhand/contracts';
import {
  type CsvCell,
  calibrationGroups,
  calibrationPanel,
  classTable,
  confusionDifference,
  confusionMatrix,
  csvTable,
  forestPlot,
  groupKey,
  metricName,
  offsetNames,
  ordinalPanel,
  sliceEstimate,
  sliceList,
} from '@evenhand/report';
import type { TaskShown } from './task-shown';

type Table = { head: string[]; rows: CsvCell[][] };

/** The tables of a task's page as files: what the page shows, in its order, with every number in full. */
const taskTables: Readonly<Record<string, (shown: TaskShown) => Table | undefined>> = {
  groups,
  shrunken,
  slices,
  offsets,
  confusion,
  calibration,
  'calibration-groups': calibrationByGroup,
  classes,
};

/** The table as CSV; undefined where the page does not have it. */
export function taskCsv(table: string, shown: TaskShown): string | undefined {
  const made = taskTables[table]?.(shown);
  return made && csvTable(made.head, made.rows);
}

function groups({ task, grouping, view }: TaskShown): Table {
  const name = metricName(view.metric, view.label);
  const { rows } = forestPlot(task, grouping, view);
  const bySlice = new Map(grouping.slices.map((slice) => [groupKey(slice.group), slice]));
  const line = (slice: Slice, differs: string): CsvCell[] => {
    const estimate = sliceEstimate(slice, view.metric, view.label);
    return [
      ...view.by.map((attribute) => slice.group[attribute] ?? 'All'),
      ...numbers(estimate),
      estimate?.n ?? slice.n,
      differs,
      view.metric === 'accuracy' ? (slice.detectable ?? null) : null,
    ];
  };
  return {
    head: [...view.by, name, 'low', 'high', 'n', 'differs beyond noise', 'detectable drop'],
    rows: [
      line(task.overall, ''),
      ...rows.flatMap(({ key, differs }) => {
        const slice = bySlice.get(key);
        return slice ? [line(slice, differs ? 'yes' : 'no')] : [];
      }),
    ],
  };
}

function shrunken({ grouping, view }: TaskShown): Table | undefined {
  if (!grouping.slices.some((slice) => slice.shrunken)) return undefined;
  return {
    head: [...view.by, 'accuracy', 'shrunken accuracy', 'low', 'high', 'n'],
    rows: grouping.slices.map((slice) => [
      ...view.by.map((attribute) => slice.group[attribute] ?? ''),
      slice.metrics['accuracy']?.value ?? null,
      ...numbers(slice.shrunken),
      slice.n,
    ]),
  };
}

function slices({ task }: TaskShown): Table | undefined {
  const list = sliceList(task);
  const found = [...(task.worstSlices?.certified ?? []), ...(task.worstSlices?.exploratory ?? [])];
  if (!list) return undefined;
  return {
    head: ['slice', 'finding', 'n', 'accuracy', 'accuracy of the rest', 'difference', 'low', 'high'],
    rows: list.rows.map((row) => {
      const slice = found.find(({ group }) => groupKey(group) === row.key);
      return [
        row.name,
        row.certified ? 'certified' : 'exploratory',
        slice?.n ?? null,
        slice?.value ?? null,
        slice?.rest ?? null,
        row.excess,
        row.low,
        row.high,
      ];
    }),
  };
}

function offsets({ task, grouping, view }: TaskShown): Table | undefined {
  const panel = ordinalPanel(task, grouping);
  const slices = [task.overall, ...grouping.slices];
  return (
    panel && {
      head: [...view.by, ...offsetNames, 'mean distance', 'bias', 'n'],
      rows: panel.rows.map(({ key, group, shares }) => {
        const slice = slices.find((entry) => groupKey(entry.group) === key);
        return [
          ...view.by.map((attribute) => group[attribute] ?? 'All'),
          ...offsetNames.map((_, at) => shares?.[at] ?? null),
          slice?.metrics['mae']?.value ?? null,
          slice?.metrics['signed_bias']?.value ?? null,
          slice?.n ?? 0,
        ];
      }),
    }
  );
}

/** As the matrix is switched: images, shares of the true class, or those less the shares of all images. */
function confusion({ task, slice, view }: TaskShown): Table {
  const { labels, rows } = confusionMatrix(task, slice);
  if (view.matrix === 'difference' && slice !== task.overall) {
    return {
      head: ['true', ...labels],
      rows: confusionDifference(task, slice).rows.map(({ truth, cells }) => [
        truth,
        ...cells.map(({ difference }) => difference),
      ]),
    };
  }
  return {
    head: ['true', ...labels, 'n'],
    rows: rows.map(({ truth, cells, support }) => [
      truth,
      ...cells.map(({ count, share }) => (view.matrix === 'share' ? share : count)),
      support,
    ]),
  };
}

function calibration({ task, slice }: TaskShown): Table | undefined {
  const panel = calibrationPanel(task, slice);
  return (
    panel && {
      head: ['confidence', 'accuracy', 'low', 'high', 'n'],
      rows: panel.bins.map(({ confidence, accuracy, low, high, n }) => [confidence, accuracy, low, high, n]),
    }
  );
}

/** Confidence and accuracy of each group, and its calibration error where it has one. */
function calibrationByGroup({ task, grouping, view }: TaskShown): Table | undefined {
  const panel = calibrationGroups(task, grouping);
  if (!panel) return undefined;
  const slices = [task.overall, ...grouping.slices];
  return {
    head: [
      ...view.by,
      'mean confidence',
      'accuracy',
      'confidence less accuracy',
      'calibration error',
      'low',
      'high',
      'p',
      'n',
    ],
    rows: [panel.overall, ...panel.rows].map(({ key, group, confidence, accuracy, excess }) => {
      const slice = slices.find((entry) => groupKey(entry.group) === key);
      return [
        ...view.by.map((attribute) => group[attribute] ?? 'All'),
        confidence,
        accuracy,
        excess,
        ...numbers(slice?.metrics['ece_debiased']),
        slice?.calibration?.test.p ?? null,
        slice?.calibration?.n ?? 0,
      ];
    }),
  };
}

function classes({ task, slice }: TaskShown): Table {
  const ids = ['precision', 'recall', 'f1'];
  const { metrics, rows } = classTable(task, slice, ids);
  return {
    head: [
      'class',
      ...metrics.flatMap(({ name }) => [name, `${name}: low`, `${name}: high`]),
      'support',
      'predicted',
    ],
    rows: rows.map(({ label, cells, support }) => [
      label,
      ...cells.flatMap(numbers),
      support,
      slice.classes.find((entry) => entry.label === label)?.predicted ?? null,
    ]),
  };
}

function numbers(estimate: Pick<Estimate, 'value' | 'low' | 'high'> | undefined): CsvCell[] {
  return [estimate?.value ?? null, estimate?.low ?? null, estimate?.high ?? null];
}
