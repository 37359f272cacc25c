import {
  type CsvCell,
  confusionChange,
  csvTable,
  dumbbell,
  flipNames,
  flipTable,
  groupKey,
} from '@evenhand/report';
import type * as Draw from '@evenhand/report/figures';
import type { ComparisonShown } from './comparison-shown';
import type { FigureShown } from './task-figures';

/** The tables of a comparison's page as CSV: what the page shows, in its order, with every number in full. */
export const comparisonTables: Readonly<Record<string, (shown: ComparisonShown) => string>> = {
  groups({ document, task, grouping, view }) {
    const { overall, rows } = dumbbell(task, grouping, { ...view, plan: document.plan });
    const slices = [task.overall, ...grouping.slices];
    return csvTable(
      [...view.by, 'baseline', 'candidate', 'change', 'low', 'high', 'n', 'verdict'],
      [overall, ...rows].map((row): CsvCell[] => {
        const slice = slices.find(({ group }) => groupKey(group) === row.key);
        const change =
          view.label === undefined
            ? slice?.metrics[view.metric]
            : slice?.classes.find(({ label }) => label === view.label)?.metrics[view.metric];
        return [
          ...view.by.map((attribute) => row.group[attribute] ?? 'All'),
          row.base,
          row.candidate,
          row.delta,
          row.low,
          row.high,
          change?.delta.n ?? slice?.n ?? null,
          row.verdict === 'few' ? 'not enough data' : row.verdict,
        ];
      }),
    );
  },
  flips({ task, grouping, view }) {
    const { rows } = flipTable(task, grouping);
    return csvTable(
      [...view.by, ...flipNames, 'n'],
      rows.map(({ group, counts, n }) => [
        ...view.by.map((attribute) => group[attribute] ?? 'All'),
        ...counts,
        n,
      ]),
    );
  },
  confusion({ document, task, slice }) {
    const { labels, rows } = confusionChange(task, slice, document.plan);
    return csvTable(
      ['true', ...labels],
      rows.map(({ truth, cells }) => [truth, ...cells.map(({ change }) => change)]),
    );
  },
};

/** The charts of a comparison's page as figures by themselves. */
export const comparisonFigures: Readonly<
  Record<string, (shown: ComparisonShown, draw: typeof Draw) => FigureShown>
> = {
  groups({ document, task, grouping, view }, draw) {
    const plot = dumbbell(task, grouping, { ...view, plan: document.plan });
    return { ...plot, drawing: draw.changeDrawing({ ...plot, rows: [plot.overall, ...plot.rows] }) };
  },
  flips({ task, grouping }, draw) {
    const table = flipTable(task, grouping);
    return { ...table, drawing: draw.flipsDrawing(table) };
  },
  confusion({ document, task, slice }, draw) {
    const change = confusionChange(task, slice, document.plan);
    return { ...change, drawing: draw.confusionChangeDrawing(change) };
  },
};
