export { calibrationGroupsDrawing } from './draw/calibration-groups-drawing.js';
export { changeDrawing } from './draw/change-drawing.js';
export { compositionDrawing } from './draw/composition-drawing.js';
export { type FigureTexts, figureDocument } from './draw/figure-document.js';
export { forestDrawing } from './draw/forest-drawing.js';
export {
  confusionChangeDrawing,
  confusionDrawing,
  crossTableDrawing,
  heatMapDrawing,
} from './draw/matrix-drawing.js';
export { groupInks } from './draw/palette.js';
export { reliabilityDrawing } from './draw/reliability-drawing.js';
export { slicesDrawing } from './draw/slices-drawing.js';
export { flipsDrawing, offsetsDrawing } from './draw/stacked-drawing.js';
export type { Drawing } from './draw/svg.js';
export { trendDrawing } from './draw/trend-drawing.js';
export { figurePng } from './file/figure-png.js';
