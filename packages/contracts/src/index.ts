export * from './audit-document.js';
export * from './dataset-manifest.js';
export * from './label.js';
export * from './model-manifest.js';
export * from './run-events.js';
export * from './run-options.js';
export * from './sample.js';
export * from './user-error.js';
