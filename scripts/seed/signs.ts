import {
  type DatasetManifest,
  datasetManifest,
  type ModelManifest,
  modelManifest,
} from '@evenhand/contracts';
import { digest } from './faces.js';

/** Forty classes, one with a name of sixty characters, and a group that hardly occurs: what is hard to lay out. */
const SIGNS = [
  'Priority at the next intersection only, unless stated otherwi',
  ...Array.from({ length: 39 }, (_, index) => `Sign ${String(index + 2).padStart(2, '0')}`),
].map((label) => label.slice(0, 60));

export function signsManifest(): DatasetManifest {
  return datasetManifest.parse({
    name: 'signs',
    title: 'Synthetic road signs',
    labels: 'constructed',
    attributes: [
      { name: 'sign', labels: SIGNS },
      { name: 'weather', labels: ['Clear', 'Rain', 'Fog', 'Snow'] },
    ],
  });
}

export function signsModel(): ModelManifest {
  return modelManifest.parse({
    schemaVersion: 1,
    name: 'sign-reader',
    version: '1.0',
    input: 'image',
    preprocess: { resize: { exact: [64, 64] } },
    tasks: [{ name: 'sign', labels: SIGNS, output: 'sign' }],
    digests: { 'model.onnx': digest('sign-reader@1.0') },
  });
}
