import type { DatasetManifest, ModelManifest } from '@evenhand/contracts';
import { datasetManifest, modelManifest } from '@evenhand/contracts';

export const RACES = [
  'White',
  'Black',
  'Latino_Hispanic',
  'East Asian',
  'Southeast Asian',
  'Indian',
  'Middle Eastern',
];
export const AGES = ['0-2', '3-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', 'more than 70'];
/** How often each label occurs, about as in a published face data set. */
export const SHARES: Readonly<Record<string, readonly number[]>> = {
  race: [2085, 1556, 1623, 1550, 1415, 1516, 1209],
  gender: [5792, 5162],
  age: [199, 1356, 1181, 3300, 2330, 1353, 796, 321, 118],
};

/** A made-up data set in the shape of the reference case: race × gender × age, 126 groups. */
export function facesManifest(name: string): DatasetManifest {
  return datasetManifest.parse({
    name,
    title: 'Synthetic portraits',
    description:
      'Made-up labels and predictions in the shape of a published face data set; the images are patterns.',
    licence: 'CC0-1.0',
    labels: 'constructed',
    attributes: [
      { name: 'race', labels: RACES },
      { name: 'gender', labels: ['Male', 'Female'] },
      { name: 'age', kind: 'ordinal', labels: AGES },
    ],
  });
}

/** A made-up model version; the reference model's tasks in its order of labels (sorted as strings). */
export function facesModel(version: string): ModelManifest {
  return modelManifest.parse({
    schemaVersion: 1,
    name: 'portrait-attributes',
    version,
    title: 'Portrait attributes',
    licence: 'Apache-2.0',
    input: 'pixel_values',
    preprocess: { resize: { shortestEdge: 224 }, crop: { height: 224, width: 224 } },
    tasks: [
      { name: 'age', kind: 'ordinal', labels: [...AGES].sort(), order: AGES, output: 'age' },
      { name: 'gender', labels: ['Female', 'Male'], output: 'gender' },
      { name: 'race', labels: [...RACES].sort(), output: 'race' },
    ],
    card: {
      summary: 'A made-up model whose results this workspace shows.',
      intendedUse: ['Trying out the dashboard.'],
      outOfScopeUse: [
        'Surveillance, monitoring or tracking of individuals.',
        "Automated decisions that affect an individual's rights or opportunities.",
      ],
      limitations: ['Nothing was predicted: every answer is drawn at random from a plan.'],
    },
    digests: { 'model.onnx': digest(`portrait-attributes@${version}`) },
  });
}

/** 64 hexadecimal digits that differ between texts; nothing cryptographic is needed here. */
export function digest(text: string): string {
  let value = 2166136261;
  let out = '';
  for (let round = 0; out.length < 64; round += 1) {
    for (const character of `${round}${text}`)
      value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
    out += (value >>> 0).toString(16).padStart(8, '0');
  }
  return out;
}
