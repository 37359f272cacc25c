import {
  calibrationGroups,
  calibrationPanel,
  confusionDifference,
  confusionMatrix,
  forestPlot,
  heatMap,
  ordinalPanel,
  sliceList,
} from '@evenhand/report';
import type * as Draw from '@evenhand/report/figures';
import { groupInks } from './group-inks';
import type { TaskShown } from './task-shown';

export interface FigureShown {
  title: string;
  caption: string;
  drawing: Draw.Drawing;
}

/** The charts of a task's page as figures by themselves; undefined where the page does not have it. */
export const taskFigures: Readonly<
  Record<string, (shown: TaskShown, draw: typeof Draw) => FigureShown | undefined>
> = {
  groups({ shape, task, grouping, view }, draw) {
    const plot = forestPlot(task, grouping, view);
    return { ...plot, drawing: draw.forestDrawing(plot, groupInks(shape, plot.rows, draw)) };
  },
  intersections: ({ task, grouping, view }, draw) => drawnMap(heatMap(task, grouping, view), draw),
  shrunken({ task, grouping, view }, draw) {
    // Shaded as the raw one, beside which it stands.
    const limit = heatMap(task, grouping, view)?.limit;
    return drawnMap(heatMap(task, grouping, { ...view, shrunken: true, limit }), draw);
  },
  slices({ task }, draw) {
    const list = sliceList(task);
    return list && { ...list, drawing: draw.slicesDrawing(list) };
  },
  offsets({ task, grouping }, draw) {
    const panel = ordinalPanel(task, grouping);
    return panel && { ...panel, drawing: draw.offsetsDrawing(panel) };
  },
  'calibration-groups'({ shape, task, grouping }, draw) {
    const panel = calibrationGroups(task, grouping);
    return (
      panel && {
        ...panel,
        drawing: draw.calibrationGroupsDrawing(
          { ...panel, rows: [panel.overall, ...panel.rows] },
          groupInks(shape, [panel.overall, ...panel.rows], draw),
        ),
      }
    );
  },
  confusion({ task, slice, view }, draw) {
    if (view.matrix === 'difference' && slice !== task.overall) {
      const difference = confusionDifference(task, slice);
      return { ...difference, drawing: draw.confusionChangeDrawing(difference) };
    }
    const matrix = confusionMatrix(task, slice);
    return { ...matrix, drawing: draw.confusionDrawing(matrix, view.matrix === 'share' ? 'share' : 'count') };
  },
  calibration({ task, slice }, draw) {
    const panel = calibrationPanel(task, slice);
    return panel && { ...panel, drawing: draw.reliabilityDrawing(panel) };
  },
};

function drawnMap(map: ReturnType<typeof heatMap>, draw: typeof Draw): FigureShown | undefined {
  return map && { ...map, drawing: draw.heatMapDrawing(map) };
}
