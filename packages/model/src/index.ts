export { type ImportModelOptions, type ImportProgress, importModel } from './import/import-model.js';
export { type ShippedModelManifest, shippedModelManifests } from './manifest/shipped-model-manifests.js';
export { loadModelPackage } from './package/load-model-package.js';
export type { InputGeometry, ModelPackage } from './package/model-package.js';
export { type FileDifference, verifyModelPackage } from './package/verify-model-package.js';
export { type DeviceInfo, listDevices } from './session/list-devices.js';
export { type ModelSession, type OpenSessionOptions, openSession } from './session/open-session.js';
