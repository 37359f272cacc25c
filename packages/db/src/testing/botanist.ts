import type { NewModel } from '../types.js';

export const botanist: NewModel = {
  name: 'botanist',
  version: '1',
  digest: 'botanist-digest',
  folder: '/workspace/models/botanist/1',
  manifest: {
    schemaVersion: 1,
    name: 'botanist',
    version: '1',
    input: 'pixels',
    preprocess: {
      convert: 'RGB',
      exifOrientation: 'ignore',
      rescale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      layout: 'NCHW',
      channelOrder: 'RGB',
    },
    tasks: [
      {
        name: 'species',
        kind: 'nominal',
        labels: ['elm', 'ash', 'birch'],
        output: 'logits',
        activation: 'logits',
      },
    ],
    digests: { 'model.onnx': '00ff' },
  },
};
