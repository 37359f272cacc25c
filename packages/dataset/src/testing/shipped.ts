import { fileURLToPath } from 'node:url';

/** The manifests that ship with the product, as the command line hands them over. */
export const shippedManifests = {
  fairface: fileURLToPath(new URL('../../../../datasets/fairface/dataset.yaml', import.meta.url)),
  utkface: fileURLToPath(new URL('../../../../datasets/utkface/dataset.yaml', import.meta.url)),
};
