import { datasetManifest, modelManifest } from '@evenhand/contracts';
import type { ReportInput } from '../model/input.js';
import { comparedAudits } from './compared-audits.js';

/** Names of {@link comparedAudits} that hold figures, and what they are called here. */
const NAMES: readonly (readonly [string, string])[] = [
  ['0-9', 'child'],
  ['10-19', 'teen'],
  ['20-39', 'adult'],
  ['40-59', 'older'],
  ['60 and more', 'oldest'],
  ['v1', 'first'],
  ['v2', 'second'],
  ['r0base', 'rbase'],
  ['r0madeup', 'rmadeup'],
];

/**
 * All that a report can be made of: a run with its baseline, model card, data set and mistakes. No name in it has a
 * digit, so that every digit of the report is of a number.
 */
export function fullInput(): ReportInput {
  const { audit, comparison } = renamed(comparedAudits());
  const unlabelled = audit.tasks[0]?.groupings[0];
  if (unlabelled) unlabelled.unlabelled = 17;
  return {
    audit: {
      ...audit,
      run: {
        ...audit.run,
        counts: { ok: 1500, failed: 3, excluded: 0 },
        warnings: [{ code: 'odd', message: 'Something was odd', count: 4 }],
      },
    },
    comparison,
    model: modelManifest.parse({
      schemaVersion: 1,
      name: 'model',
      version: 'second',
      input: 'pixel_values',
      preprocess: { resize: { shortestEdge: 224 }, crop: { height: 224, width: 224 } },
      tasks: [{ name: 'gender', labels: ['Female', 'Male'], output: 'gender' }],
      card: {
        summary: 'A model.',
        outOfScopeUse: ['Deciding about anyone.'],
        reported: {
          dataset: 'data',
          metrics: [
            { task: 'gender', metric: 'accuracy', value: 0.95, decimals: 2 },
            { task: 'age', metric: 'recall', class: 'oldest', value: 0.8, decimals: 2 },
          ],
        },
      },
      digests: {},
    }),
    dataset: {
      manifest: datasetManifest.parse({
        name: 'data',
        labels: 'perceived',
        attributes: [{ name: 'race', labels: ['Black'] }],
      }),
      repairs: [{ attribute: 'age', from: 'kid', to: 'child', count: 2 }],
      warnings: [{ code: 'missing', message: 'Images are missing', count: 5 }],
    },
    images: {
      treatment: 'blurred',
      mistakes: [{ task: 'gender', truth: 'Female', predicted: 'Male', confidence: 0.934, data: '' }],
    },
  };
}

function renamed<Value>(value: Value): Value {
  return JSON.parse(
    NAMES.reduce(
      (json, [from, to]) =>
        json.replaceAll(`"${from}"`, `"${to}"`).replaceAll(`model@${from}`, `model@${to}`),
      JSON.stringify(value),
    ),
  ) as Value;
}
