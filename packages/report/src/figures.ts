export { changeDrawing } from './draw/change-drawing.js';
export { type FigureTexts, figureDocument } from './draw/figure-document.js';
export { forestDrawing } from './draw/forest-drawing.js';
export { confusionChangeDrawing, confusionDrawing, heatMapDrawing } from './draw/matrix-drawing.js';
export { reliabilityDrawing } from './draw/reliability-drawing.js';
export type { Drawing } from './draw/svg.js';
export { figurePng } from './file/figure-png.js';
