import type { Grouping } from '@evenhand/contracts';
import { type ForestOptions, type ForestPlot, forestPlot } from '../../../charts/forest-plot.js';
import { forestDrawing } from '../../../draw/forest-drawing.js';
import { MOST_ROWS } from '../../../draw/row-chart.js';
import { countText } from '../../../format/number-text.js';
import type { Figure } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** Of the figure's last column. */
const DETECTABLE = 'Detectable: the smallest drop below the rest that so many images would show, in points.';

/** The forest plot of a grouping, the worst group first. */
export function forestFigure(
  { draft, task, id }: TaskDraft,
  grouping: Grouping,
  options: Pick<ForestOptions, 'metric' | 'label'>,
  most = MOST_ROWS,
): Figure {
  const plot = forestPlot(task, grouping, { ...options, sort: 'value' });
  const rows = plot.rows.slice(0, most);
  const cut = plot.rows.length - rows.length;
  return draft.figure({
    id: `${id}-forest-${grouping.by.join('-')}`,
    title: plot.title,
    caption: [
      plot.caption,
      ...(rows.some(({ detectableText }) => detectableText !== '') ? [DETECTABLE] : []),
      ...(cut > 0 ? [`The first ${rows.length} of ${countText(plot.rows.length)} groups.`] : []),
    ].join(' '),
    alternative: `${inWords(plot, grouping)}${draft.isFull ? ' The table has all numbers.' : ''}`,
    drawing: forestDrawing({ ...plot, rows }),
  });
}

function inWords(plot: ForestPlot, { by }: Grouping): string {
  const rows = plot.rows.filter(({ evidence }) => evidence === 'enough');
  const ends = [rows[0], rows.at(-1)].filter((row) => row !== undefined);
  const range = ends.map((row) => `${row.name} ${row.valueText} ${row.intervalText}`.trim()).join(' to ');
  return `Dots with intervals for ${countText(plot.rows.length)} groups by ${by.join(' and ')}, sorted from worst to best${range && `: ${range}`}; all images: ${plot.overall.valueText}. ${plot.finding}`;
}
