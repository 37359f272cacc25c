import { expect, test } from 'vitest';
import { rerunCommand } from './rerun-command';

const run = {
  model: { name: 'faces', version: 'v1', digest: 'd' },
  dataset: { name: 'portraits', digest: 'd', samples: 600, labels: 'perceived' as const },
  device: 'cpu',
  precision: 'fp32' as const,
  batchSize: 32,
  tags: { branch: 'a b' },
};

test('a run with its filters, maps and plan', () => {
  const options = {
    limit: 100,
    where: { race: ['East Asian'] },
    truths: {
      gender: { attribute: 'gender', labels: { Female: 'Female', Male: 'Male' } },
      race: { attribute: 'race', labels: { 'East Asian': 'Asian', 'Middle Eastern': null } },
      age: null,
    },
    plan: { alpha: 0.01 },
  };
  const { command, files } = rerunCommand({ ...run, options });
  expect(command).toBe(
    "evenhand run --model faces@v1 --dataset portraits --device cpu --precision fp32 --batch-size 32 --limit 100 --where 'race=East Asian' --map race=race-map.json --plan plan.json --tag 'branch=a b'",
  );
  expect(files.map(({ name, text }) => [name, JSON.parse(text)])).toEqual([
    ['race-map.json', options.truths.race.labels],
    ['plan.json', options.plan],
  ]);
});

test('an import with the columns that were read', () => {
  const imported = {
    file: 'my predictions.csv',
    sha256: 's',
    rows: 10,
    repairs: [],
    columns: {
      sample: 'id',
      'gender, true': 'label',
      'gender, predicted': 'pred',
      'gender, confidence': 'p',
      'gender, probability of Female': 'p female',
      'gender, probability of the positive class': 'score',
      'group race': 'race',
    },
  };
  const of = (columns: Record<string, string>): string =>
    rerunCommand({
      ...run,
      tags: {},
      options: { limit: null, where: {}, truths: {}, imported: { ...imported, columns } },
    }).command;
  expect(of(imported.columns)).toBe(
    "evenhand import 'my predictions.csv' --name faces@v1 --sample id --truth gender=label --pred gender=pred --confidence gender=p --score 'gender:Female=p female' --group race=race --new-dataset portraits",
  );
  expect(of({ sample: 'none: by row', 'gender, predicted': 'pred' })).toBe(
    "evenhand import 'my predictions.csv' --name faces@v1 --pred gender=pred --dataset portraits",
  );
});
