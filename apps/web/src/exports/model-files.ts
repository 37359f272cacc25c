import { csvTable, type Trend } from '@evenhand/report';
import type * as Draw from '@evenhand/report/figures';
import type { ModelShown } from '../data/model-shown';
import { unknown } from './attachment';
import { runsCsv } from './runs-table';
import type { FigureShown } from './task-figures';

/** The tables of a model's page as CSV. */
export const modelTables: Readonly<Record<string, (shown: ModelShown) => string>> = {
  runs: ({ runs }) => runsCsv(runs),
  trends({ trends }) {
    return csvTable(
      ['task', 'number', 'run', 'version', 'started', 'value', 'low', 'high'],
      trends.flatMap(({ task, name, points }) =>
        points.map(({ run, version, startedAt, value, low, high }) => [
          task,
          name.toLowerCase(),
          run,
          version,
          startedAt,
          value,
          low,
          high,
        ]),
      ),
    );
  },
  card({ card }) {
    return csvTable(
      ['task', 'number', 'card', 'measured', 'low', 'high', 'n', 'verdict'],
      (card?.check.rows ?? []).map(({ task, name, check, verdictText }) => [
        task,
        name,
        check.stated,
        check.difference === null ? null : check.stated + check.difference,
        check.measured?.low ?? null,
        check.measured?.high ?? null,
        check.measured?.n ?? null,
        verdictText,
      ]),
    );
  },
};

/** One trend as a figure by itself: the one at a place on the page. */
export function trendFigure({ trends }: ModelShown, place: string, draw: typeof Draw): FigureShown {
  const trend: Trend | undefined = trends[Number(place)];
  if (!trend) throw unknown('trend', place);
  return {
    title: `${trend.task}: ${trend.name.toLowerCase()}, ${trend.latestText}`,
    caption:
      trend.name === 'Accuracy'
        ? 'Runs in order of time, with 95 % limits.'
        : 'Gap between the best and the worst group of one attribute, in points. Runs in order of time, with 95 % limits.',
    drawing: draw.trendDrawing(trend),
  };
}
