import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelCard, type ReportedMetric } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSourceManifest } from '../manifest/read-source-manifest.js';
import { shippedModelManifests } from '../manifest/shipped-model-manifests.js';
import { parseCardClaims, readCardClaims } from './read-card-claims.js';

interface Fixture {
  labels: Record<string, string[]>;
  reports: { task: string; text: string; claims: [string, string | null, string, number][] }[];
}

const fixture = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../fixtures/card/reports.json', import.meta.url)), 'utf8'),
) as Fixture;
const tasks = Object.entries(fixture.labels).map(([name, labels]) => ({ name, labels }));

const withoutLine = ({ line: _, ...metric }: ReportedMetric): unknown => metric;

/** The reference card's text, as its page shows it. */
const genderTable = `Gender Classification (Overall Accuracy: 96.38%)
precision recall f1-score support
Female 0.96 0.96 0.96 5162
Male 0.96 0.97 0.97 5792
accuracy 0.96 10954
macro avg 0.96 0.96 0.96 10954
weighted avg 0.96 0.96 0.96 10954`;

const head = `---
license: apache-2.0
datasets:
- HuggingFaceM4/FairFace
model-index:
- name: faces
  results:
  - task: { type: image-classification, name: Gender }
    dataset: { name: FairFace, type: HuggingFaceM4/FairFace, split: validation }
    metrics:
    - type: accuracy
      value: 0.9640
      name: Gender Accuracy
    - { type: f1, value: 96.0, args: { average: macro } }
    - { type: f1, value: 0.96 }
    - { type: accuracy, value: { accuracy: 0.9 } }
    - { type: loss, value: 0.1 }
---
`;

describe('classification reports', () => {
  it.each(fixture.reports)('of scikit-learn are read digit by digit: $task', ({ task, text, claims }) => {
    const { reported, problems } = parseCardClaims(
      `## ${task}\n\n\`\`\`\n${text}\n\`\`\`\nMore text.`,
      tasks,
    );
    expect(problems).toEqual([]);
    expect(reported?.metrics.map(withoutLine)).toEqual(
      claims.map(([metric, label, number, support]) => ({
        task,
        metric,
        ...(label === null ? {} : { class: label }),
        value: Number(number),
        decimals: number.split('.')[1]?.length,
        support,
      })),
    );
  });

  it('belong to the task that the line above names; its accuracy is read too', () => {
    const card = `The model was evaluated on the FairFace validation split, which contains 10,954 images.\n${genderTable}\nMore.`;
    const { reported, problems } = parseCardClaims(card, tasks);
    expect(problems).toEqual([]);
    expect(reported).toMatchObject({ dataset: 'FairFace', split: 'validation', source: 'README.md' });
    expect(reported?.metrics).toHaveLength(14);
    expect(reported?.metrics[0]).toEqual({
      task: 'gender',
      metric: 'accuracy',
      value: 0.9638,
      decimals: 4,
      line: 2,
    });
    expect(reported?.metrics[5]).toEqual({
      task: 'gender',
      metric: 'recall',
      class: 'Male',
      value: 0.97,
      decimals: 2,
      support: 5792,
      line: 5,
    });
  });

  it('may be Markdown tables', () => {
    const card = `### Gender
| Class | Precision | Recall | F1-Score | Support |
|---|---:|---:|---:|---:|
| **Female** | 0.96 | 0.96 | 0.96 | 5,162 |
| **Male** | 0.96 | 0.97 | 0.97 | 5,792 |
| accuracy | | | 0.96 | 10,954 |`;
    const { reported, problems } = parseCardClaims(card, tasks);
    expect(problems).toEqual([]);
    expect(reported?.metrics.map(({ value, support }) => [value, support])).toEqual([
      [0.96, 5162],
      [0.96, 5162],
      [0.96, 5162],
      [0.96, 5792],
      [0.97, 5792],
      [0.97, 5792],
      [0.96, 10954],
    ]);
  });

  it.each([
    [
      'Male 0.96 0.97 0.97 5792',
      'Male 0.96 0.9x 0.97 5792',
      4,
      'is no line of a classification report: Male 0.96 0.9x 0.97 5792',
    ],
    [
      'Male 0.96 0.97 0.97',
      'Man 0.96 0.97 0.97',
      4,
      'has "Man", which is not a label of gender; this report is left out',
    ],
    [
      'Male 0.96 0.97 0.97 5792',
      'Female 0.96 0.97 0.97 5792',
      4,
      'is the second line of "Female"; this report is left out',
    ],
    ['accuracy 0.96 10954', 'accuracy 10954', 5, 'is no line of a classification report: accuracy 10954'],
    ['0.97 0.97 5792', '0.97 970 5792', 4, 'has a rate that is no share of images; this report is left out'],
  ])('with a damaged line are left out and the line is named: %s → %s', (whole, damaged, line, message) => {
    expect(parseCardClaims(genderTable.replace(whole, damaged), tasks)).toEqual({
      reported: null,
      problems: [{ line, message }],
    });
  });

  it('of nobody knows which task are left out', () => {
    const rows = genderTable.split('\n').slice(1).join('\n');
    const twins = [...tasks, { name: 'sex', labels: ['Female', 'Male'] }];
    expect(parseCardClaims(rows, tasks).reported?.metrics[0]?.task).toBe('gender');
    expect(parseCardClaims(rows, twins)).toMatchObject({ reported: null, problems: [{ line: 1 }] });
  });
});

describe('model-index', () => {
  it('is read with its digits as written, and what cannot be compared is named by line', () => {
    const { reported, problems } = parseCardClaims(`${head}${genderTable}`, tasks);
    expect(reported).toMatchObject({ dataset: 'FairFace', split: 'validation' });
    expect(reported?.metrics.slice(0, 3)).toEqual([
      { task: 'gender', metric: 'accuracy', value: 0.964, decimals: 4, line: 11 },
      { task: 'gender', metric: 'macro_f1', value: 0.96, decimals: 3, line: 14 },
      { task: 'gender', metric: 'accuracy', value: 0.9638, decimals: 4, line: 19 },
    ]);
    expect(problems).toEqual([
      { line: 15, message: 'does not say which average over classes f1 is: macro or weighted' },
      { line: 16, message: 'has no number between 0 and 1, or in per cent, as the value of accuracy' },
      { line: 17, message: 'has a metric of type "loss", which is not one that is compared' },
    ]);
  });

  it('takes what is said of a group for nothing else', () => {
    const groups = head.replace(
      '    - { type: loss',
      `    - { type: accuracy, value: 0.9, name: 'Accuracy (race Black)' }
    - { type: accuracy, value: 0.8, name: Accuracy (Female) }
    - { type: f1, value: 0.95, name: 'F1 (Gender, macro avg)' }
    - { type: accuracy, value: 0.964, name: Accuracy (gender) }
    - { type: loss`,
    );
    const { reported, problems } = parseCardClaims(groups, tasks);
    expect(reported?.metrics.map(({ task, metric, value }) => [task, metric, value])).toEqual([
      ['gender', 'accuracy', 0.964],
      ['gender', 'macro_f1', 0.96],
      ['gender', 'macro_f1', 0.95],
      ['gender', 'accuracy', 0.964],
    ]);
    expect(problems.at(-1)).toEqual({
      line: 17,
      message: 'has Accuracy (race Black) and 1 like it, of a part of the images, which is not compared',
    });
  });

  it('that is damaged is named, and the text is still read', () => {
    const { reported, problems } = parseCardClaims(`---\nmodel-index: [}\n---\n${genderTable}`, tasks);
    expect(problems[0]?.line).toBe(2);
    expect(reported?.metrics).toHaveLength(14);
  });

  it('of several data sets keeps them apart', () => {
    const other = head.replace('---\nGender', '').replace(/---\n$/u, '');
    const second = `  - task: { name: Gender }
    dataset: { name: UTKFace, split: test }
    metrics: [{ type: accuracy, value: 0.9 }]
---
`;
    const { reported } = parseCardClaims(other + second, tasks);
    expect(reported?.metrics.map(({ dataset, split, value }) => [dataset, split, value])).toEqual([
      ['FairFace', 'validation', 0.964],
      ['FairFace', 'validation', 0.96],
      ['UTKFace', 'test', 0.9],
    ]);
  });
});

it('the reference card reads as the manifest that ships says', async ({ skip }) => {
  const folder = fileURLToPath(new URL('../../../../../shared/', import.meta.url));
  const card = readIfThere(`${folder}reference-card.md`);
  if (card === undefined) return skip('shared/reference-card.md is not here');
  const shipped = (await shippedModelManifests()).find(
    ({ name }) => name === 'clip-face-attribute-classifier',
  );
  const manifest = await readSourceManifest(shipped?.file ?? '');
  const { reported, problems } = parseCardClaims(
    card,
    (manifest.tasks ?? []).map((task) => ({ ...task, labels: task.labels ?? [] })),
  );
  expect(problems).toEqual([]);
  expect(reported).toMatchObject({ dataset: 'FairFace', split: 'validation' });
  const key = (metric: ReportedMetric): string =>
    JSON.stringify([metric.task, metric.metric, metric.class, metric.value]);
  const read = new Set(reported?.metrics.map(key));
  expect((manifest.card?.reported?.metrics ?? []).map(key).filter((entry) => !read.has(entry))).toEqual([]);
});

it('reads no card where there is none', async () => {
  expect(await readCardClaims(fileURLToPath(new URL('.', import.meta.url)), tasks)).toBeUndefined();
});

it('takes any text: no crash, and only claims that the manifest can hold', () => {
  const words = fc.constantFrom(
    ...[
      genderTable,
      head,
      '---',
      '|',
      '---\nmodel-index:\n- &a [*a]\n---\n',
      'precision recall f1-score support',
      '\n',
      '0.9',
      '5',
      ' ',
      'gender',
      'accuracy',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }), (parts) => {
      const { reported } = parseCardClaims(parts.join(''), tasks);
      if (reported) modelCard.parse({ reported });
    }),
    { numRuns: 200 },
  );
});

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
