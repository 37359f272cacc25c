export { type HubRepo, openHubRepo, readHubText } from './hub-repo.js';
export { type HubSource, parseHubSource } from './hub-source.js';
export { selectModelFiles } from './select-model-files.js';
