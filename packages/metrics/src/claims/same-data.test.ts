import { expect, it } from 'vitest';
import { isSameData } from './same-data.js';

it.each([
  ['FairFace', 'validation', ['faces', 'FairFace'], ['fairface_label_val.csv'], true],
  ['FairFace', 'validation', ['faces', 'FairFace'], ['fairface_label_train.csv'], false],
  ['HuggingFaceM4/FairFace', 'validation', ['fairface-val'], [], true],
  ['FairFace', undefined, ['faces', undefined, 'hf:HuggingFaceM4/FairFace@0123abc'], ['train'], true],
  ['FairFace dataset', 'test', ['fair-face'], [undefined], true],
  ['ImageNet', 'validation', ['imagenet-v2'], [], false],
  ['dataset', undefined, ['data'], [], false],
  [undefined, 'validation', ['faces'], [], false],
] as const)('%s, %s is %j, %j: %s', (dataset, split, names, parts, same) => {
  expect(isSameData({ dataset, split }, { names, parts })).toBe(same);
});
