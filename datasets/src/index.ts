export { type GenerateDemoOptions, type GeneratedDemo, generateDemo } from './generate-demo.js';
export { demoModelFolder, shippedDatasetManifests } from './shipped.js';
