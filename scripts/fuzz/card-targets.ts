import { UserError } from '@evenhand/contracts';
import { parseDatasetCard } from '../../packages/dataset/src/parquet/dataset-card.js';
import { parseCardClaims } from '../../packages/model/src/card/read-card-claims.js';
import type { FuzzTarget } from './fuzz-target.js';
import { YAML_TOKENS } from './tokens.js';

const MODEL_CARD = `---
license: apache-2.0
model-index:
- name: faces
  results:
  - task: { type: image-classification, name: Gender }
    dataset: { name: FairFace, type: x/FairFace, split: validation }
    metrics:
    - { type: accuracy, value: 0.9640, name: Gender Accuracy }
    - { type: f1, value: 96.0, args: { average: macro } }
---
# Faces
Gender Classification (Overall Accuracy: 96.38%)
              precision    recall  f1-score   support
      Female       0.96      0.96      0.96      5162
        Male       0.96      0.97      0.97      5792
    accuracy                           0.96     10954
   macro avg       0.96      0.96      0.96     10954

| Class | Precision | Recall | F1-Score | Support |
|---|---:|---:|---:|---:|
| **Female** | 0.96 | 0.96 | 0.96 | 5,162 |
`;

const DATASET_CARD = `---
configs:
- config_name: default
  data_files:
  - { split: train, path: data/train-* }
  - { split: validation, path: [data/validation-*, "x/**"] }
dataset_info:
  features:
  - { name: image, dtype: image }
  - { name: gender, dtype: { class_label: { names: { '0': Male, '1': Female } } } }
---
`;

/** The `README.md` of a model and of a data set, which anybody may have written. */
export const cardTargets: Readonly<Record<string, FuzzTarget>> = {
  'model-card': {
    material: async () => ({
      seeds: [Buffer.from(MODEL_CARD)],
      tokens: [
        ...YAML_TOKENS,
        'precision recall f1-score support\n',
        '| ',
        '0.96 ',
        '%',
        '1e9',
        '(',
        'macro avg ',
      ],
    }),
    parse: async (_file, bytes) => {
      const tasks = [{ name: 'gender', labels: ['Female', 'Male'] }];
      const { problems, reported } = parseCardClaims(Buffer.from(bytes).toString('utf8'), tasks);
      // A card is never refused: what it does not say is a problem with a line.
      if (problems.length > 0 || reported === null) {
        throw new UserError({ code: 'card_problem', message: problems[0]?.message ?? 'no numbers' });
      }
    },
  },
  'dataset-card': {
    material: async () => ({ seeds: [Buffer.from(DATASET_CARD)], tokens: YAML_TOKENS }),
    parse: async (_file, bytes) => void parseDatasetCard(Buffer.from(bytes).toString('utf8'), 'README.md'),
  },
};
