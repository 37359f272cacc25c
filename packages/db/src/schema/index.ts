export * from './datasets.js';
export * from './gates.js';
export * from './models.js';
export * from './predictions.js';
export * from './results.js';
export * from './runs.js';
export * from './views.js';
