import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditDocument } from '@evenhand/contracts';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench, sharedFolder } from './cli.js';

interface Imported {
  run: AuditDocument['run'];
  import: {
    rows: number;
    samples: number;
    duplicates: number;
    columns: { what: string; column: string; guessed: boolean }[];
    repairs: { attribute: string; from: string; to: string; count: number }[];
    dataset: string;
    newDataset: boolean;
  };
}

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.remove());

async function write(name: string, content: string): Promise<string> {
  const file = join(bench.folder, name);
  await writeFile(file, content);
  return file;
}

let versions = 0;
/** Imports as a version of its own. */
function importFile(file: string, ...more: string[]): Promise<Imported> {
  versions += 1;
  return bench.json<Imported>('import', file, '--name', `model@${versions}`, ...more);
}

/** The command ends with exit code 2, a message and no stack trace. */
async function refused(parameters: string[], message: RegExp): Promise<void> {
  const outcome = await bench.run(['import', ...parameters]);
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stderr).not.toMatch(/\n {4}at /);
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toBe('');
}

function slices(audit: AuditDocument, task: string, ...by: string[]): AuditDocument['tasks'][0]['overall'][] {
  const found = audit.tasks.find((entry) => entry.task === task);
  const grouping = found?.groupings.find((entry) => entry.by.join() === by.join());
  return by.length === 0 && found ? [found.overall] : (grouping?.slices ?? []);
}

/** Confusion matrix by group. */
function confusions(audit: AuditDocument, task: string, ...by: string[]): Record<string, number[][]> {
  return Object.fromEntries(
    slices(audit, task, ...by).map(({ group, confusion }) => [
      Object.values(group).join(' × ') || 'all',
      confusion,
    ]),
  );
}

const python = '/usr/bin/python3';
const script = join(import.meta.dirname, 'fixtures/group_metrics.py');
const hasScikit = ((): boolean => {
  try {
    execFileSync(python, ['-c', 'import sklearn, yaml'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('Skipped: checks of exports need Python with scikit-learn and PyYAML.');
    return false;
  }
})();

function compute<Result>(...parameters: string[]): Result {
  return JSON.parse(execFileSync(python, [script, ...parameters], { encoding: 'utf8' })) as Result;
}

const shared = existsSync(sharedFolder);
if (!shared) console.log('Skipped: COMPAS needs the shared folder beside the checkout.');

describe.skipIf(!shared)('COMPAS as Aequitas publishes it', () => {
  const file = join(sharedFolder, 'compas/compas_for_aequitas.csv');

  it('gives every count of the published table', async () => {
    const imported = await importFile(file);
    expect(imported.import.columns).toEqual([
      { what: 'sample', column: 'entity_id', guessed: true },
      { what: 'label, true', column: 'label_value', guessed: true },
      { what: 'label, predicted', column: 'score', guessed: true },
      ...['race', 'sex', 'age_cat'].map((name) => ({ what: `group ${name}`, column: name, guessed: true })),
    ]);
    expect(imported.run).toMatchObject({
      status: 'finished',
      device: 'imported',
      counts: { ok: 7214, failed: 0 },
    });
    const audit = await bench.json<AuditDocument>('show', 'latest');
    // Aequitas, example report on this file: [[tn, fp], [fn, tp]] by race.
    expect(confusions(audit, 'label', 'race')).toEqual({
      'African-American': [
        [990, 805],
        [532, 1369],
      ],
      Asian: [
        [21, 2],
        [3, 6],
      ],
      Caucasian: [
        [1139, 349],
        [461, 505],
      ],
      Hispanic: [
        [318, 87],
        [129, 103],
      ],
      'Native American': [
        [5, 3],
        [1, 9],
      ],
      Other: [
        [208, 36],
        [90, 43],
      ],
    });
    const rate = (group: string, metric: string): [number, number] => {
      const positive = slices(audit, 'label', 'race')
        .find((slice) => slice.group['race'] === group)
        ?.classes.find(({ label }) => label === '1');
      const { value, n } = positive?.metrics[metric] ?? { value: null, n: 0 };
      return [Math.round((value ?? Number.NaN) * n), n];
    };
    expect(rate('African-American', 'fpr')).toEqual([805, 1795]);
    expect(rate('Caucasian', 'fpr')).toEqual([349, 1488]);
    expect(rate('African-American', 'fnr')).toEqual([532, 1901]);
    expect(rate('Caucasian', 'fnr')).toEqual([461, 966]);
    const shown = (await bench.run(['show', 'latest', '--by', 'race'])).stdout;
    expect(shown).toMatch(/African-American .* 805\/1,795 44\.8 % +532\/1,901 28\.0 %/);
    expect(shown).toMatch(/Caucasian .* 349\/1,488 23\.5 % +461\/966 47\.7 %/);
  });

  it.skipIf(!hasScikit)('comes out as a table from which Aequitas counts the same', async () => {
    const table = join(bench.folder, 'aequitas.csv');
    expect((await bench.run(['export', 'latest', '--as', 'aequitas', '-o', table])).code).toBe(0);
    const counts = compute<Record<string, number[]>>('aequitas', table, 'race');
    expect(counts['African-American']).toEqual([805, 1795, 532, 1901, 2174]);
    expect(counts['Caucasian']).toEqual([349, 1488, 461, 966, 854]);
  });
});

describe('a file of its own', () => {
  it('1,004 rows of which 61 have no prediction and 4 are duplicates', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const truth = index % 2 === 0 ? 'yes' : 'no';
      const predicted = index % 16 === 5 && index < 970 ? '' : index % 5 === 0 ? 'no' : truth;
      return `"person ${index}\nof 1,000";${truth};${predicted};${index % 3 === 0 ? '91,5' : '67'};${index % 7 < 3 ? 'A' : 'B'}`;
    });
    const blank = rows.filter((row) => row.includes(';;')).length;
    expect(blank).toBe(61);
    const lines = ['﻿id;hired_true;hired_pred;confidence;site', ...rows, ...rows.slice(10, 14)];
    const imported = await importFile(await write('hired.csv', `${lines.join('\r\n')}\r\n`));
    expect(imported.import).toMatchObject({ rows: 1004, samples: 1000, duplicates: 4, dataset: 'hired' });
    expect(imported.run.counts).toEqual({ ok: 939, failed: 61, excluded: 0 });
    expect(imported.run.warnings.map(({ code }) => code)).toEqual(['duplicate_rows', 'percentages']);
    const failures = (await bench.run(['predictions', 'latest', '--format', 'jsonl'])).stdout.match(
      /"error":\{"code":"missing_prediction","message":"the file has no prediction of hired"\}/g,
    );
    expect(failures).toHaveLength(61);
    const [confusion] = Object.values(confusions(await bench.json('show', 'latest'), 'hired'));
    const expected = [
      [0, 0],
      [0, 0],
    ];
    for (const row of rows) {
      const [, truth, predicted] = row.split(';');
      if (predicted === '') continue;
      const counts = expected[truth === 'yes' ? 1 : 0];
      if (counts) counts[predicted === 'yes' ? 1 : 0] = (counts[predicted === 'yes' ? 1 : 0] ?? 0) + 1;
    }
    expect(confusion).toEqual(expected);
  });

  it('damaged ages in FairFace’s form come to the right 126 cells', async () => {
    const damage: Record<string, string> = { '3-9': '9-Mar', '10-19': '19-Oct' };
    const ages = ['0-2', '3-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', 'more than 70'];
    const races = [
      'White',
      'Black',
      'Latino_Hispanic',
      'East Asian',
      'Southeast Asian',
      'Indian',
      'Middle Eastern',
    ];
    const lines = ['file,age,gender,race,gender_pred'];
    const expected: Record<string, number> = {};
    for (const [r, race] of races.entries()) {
      for (const [a, age] of ages.entries()) {
        for (const [g, gender] of ['Female', 'Male'].entries()) {
          const n = 1 + ((3 * r + 5 * a + 7 * g) % 4);
          expected[`${age} × ${gender} × ${race}`] = n;
          for (let image = 0; image < n; image += 1) {
            const written = image % 2 === 0 ? (damage[age] ?? age) : age;
            lines.push(
              `val/${lines.length}.jpg,${written},${gender},${race},${image === 0 ? 'Male' : gender}`,
            );
          }
        }
      }
    }
    const damaged = lines.filter((line) => /,(9-Mar|19-Oct),/.test(line)).length;
    const imported = await importFile(
      await write('fairface-damaged.csv', lines.join('\n')),
      '--manifest',
      'fairface',
    );
    const repaired = imported.import.repairs.reduce((sum, { count }) => sum + count, 0);
    expect([repaired, imported.import.repairs.every(({ attribute }) => attribute === 'age')]).toEqual([
      damaged,
      true,
    ]);
    const audit = await bench.json<AuditDocument>('show', 'latest', '--by', 'age,gender,race');
    const cells = slices(audit, 'gender', 'age', 'gender', 'race');
    const counted = Object.fromEntries(cells.map(({ group, n }) => [Object.values(group).join(' × '), n]));
    expect(Object.keys(counted)).toHaveLength(126);
    expect(counted).toEqual(expected);
    versions += 1;
    const text = await bench.run([
      'import',
      join(bench.folder, 'fairface-damaged.csv'),
      '--manifest',
      'fairface',
      '--name',
      `model@${versions}`,
    ]);
    expect(text.stderr).toContain(`${damaged} labels were repaired`);
  });

  it('swapped labels are pointed out', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, index) => `${index},${index % 2},${index % 10 === 0 ? index % 2 : 1 - (index % 2)}`,
    );
    const imported = await importFile(await write('swapped.csv', ['id,y_true,y_pred', ...rows].join('\n')));
    expect(imported.run.warnings).toEqual([
      {
        code: 'worse_than_chance',
        message: expect.stringMatching(/10\.0 %.*"0" and "1" seem to be swapped/),
      },
    ]);
  });

  it('is the same data set for two models, which can be compared', async () => {
    const rows = (right: number): string =>
      [
        'id,y_true,y_pred,sex',
        ...Array.from(
          { length: 300 },
          (_, i) => `${i},${i % 2},${i % right === 0 ? 1 - (i % 2) : i % 2},${i % 3 ? 'f' : 'm'}`,
        ),
      ].join('\n');
    const a = await importFile(await write('pair-a.csv', rows(5)), '--new-dataset', 'pair');
    const b = await importFile(await write('pair-b.csv', rows(20)), '--new-dataset', 'pair');
    expect([a.import.newDataset, b.import.newDataset]).toEqual([true, false]);
    expect(b.run.dataset.digest).toBe(a.run.dataset.digest);
    const compared = await bench.run(['compare', a.run.id, b.run.id]);
    expect(compared.code, compared.stderr).toBe(0);
    const report = join(bench.folder, 'pair.md');
    expect((await bench.run(['report', b.run.id, '--baseline', a.run.id, '-o', report])).code).toBe(0);
    const run = await bench.run(['run', '--model', `model@${versions}`, '--dataset', 'pair']);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('has no weights')]);
  });
});

describe('a run of Evenhand', () => {
  let folder: string;
  let original: AuditDocument;
  beforeAll(async () => {
    folder = join(bench.folder, 'demo');
    await generateDemo({ folder, split: 'audit', plan: { count: 60 } });
    await bench.json('dataset', 'add', folder, '--name', 'demo');
    await bench.json('model', 'add', demoModelFolder('v1'), '--name', 'demo', '--version', 'v1');
    await bench.json('run', '--model', 'demo@v1', '--dataset', 'demo', '--device', 'cpu');
    original = await bench.json<AuditDocument>('show', 'latest');
  });

  it.each(['csv', 'jsonl', 'parquet'])('comes back from %s with the same numbers', async (format) => {
    for (const [labels, joined] of [
      [[], ['--dataset', 'demo']] as const,
      [['--labels'], ['--new-dataset', `own-${format}`]] as const,
    ]) {
      const file = join(bench.folder, `predictions${labels.length}.${format}`);
      const written = await bench.run(['predictions', original.run.id, '-o', file, ...labels]);
      expect(written.code, written.stderr).toBe(0);
      await importFile(file, ...joined);
      const audit = await bench.json<AuditDocument>('show', 'latest');
      expect(audit.tasks.map(({ task, labels: own }) => [task, own])).toEqual(
        original.tasks.map(({ task, labels: own }) => [task, own]),
      );
      for (const { task, overall } of original.tasks) {
        expect(confusions(audit, task)).toEqual(confusions(original, task));
        expect(confusions(audit, task, 'lighting')).toEqual(confusions(original, task, 'lighting'));
        expect(slices(audit, task)[0]?.metrics['log_loss']?.value).toBeCloseTo(
          overall.metrics['log_loss']?.value ?? 0,
          6,
        );
      }
    }
  });

  it('is joined by file name, and what fits nothing is named', async () => {
    const [first = '', second = ''] = (
      await bench.run(['predictions', original.run.id, '--task', 'side'])
    ).stdout
      .split('\n')
      .slice(1, 3)
      .map((line) => line.split(',')[0] ?? '');
    const base = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
    const file = await write(
      'joined.csv',
      `image,side\n/elsewhere/${base(first)},Dorsal\n${base(second)},VENTRAL\nnobody.png,Ventral\n`,
    );
    const imported = await importFile(file, '--dataset', 'demo');
    expect(imported.run.counts.ok).toBe(2);
    expect(imported.run.warnings).toMatchObject([
      { code: 'joined_by_name', count: 1 },
      { code: 'unmatched_rows', count: 1, message: expect.stringContaining('"nobody.png"') },
      { code: 'samples_absent', count: original.run.dataset.samples - 2 },
    ]);
    expect(imported.import.repairs).toEqual([
      { attribute: 'side', from: 'VENTRAL', to: 'Ventral', count: 1 },
    ]);
  });

  it.skipIf(!hasScikit)('is a table for fairlearn and a model card that the hub can read', async () => {
    const table = join(bench.folder, 'fairlearn.csv');
    await bench.json('export', original.run.id, '--as', 'fairlearn', '--task', 'side', '-o', table);
    const groups = compute<Record<string, [number, number, number]>>('fairlearn', table, 'lighting');
    for (const { group, n, metrics } of slices(original, 'side', 'lighting')) {
      const [count, accuracy] = groups[group['lighting'] ?? ''] ?? [];
      expect([count, accuracy?.toFixed(9)]).toEqual([n, metrics['accuracy']?.value?.toFixed(9)]);
    }
    const card = join(bench.folder, 'card.md');
    await bench.json('export', original.run.id, '--as', 'model-card', '-o', card);
    const [model] = compute<
      { name: string; results: { task: object; metrics: { type: string; value: number }[] }[] }[]
    >('model-index', card);
    expect(model?.name).toBe('demo');
    expect(model?.results.map(({ task }) => task)).toEqual(
      original.tasks.map(({ task }) => ({ type: 'image-classification', name: task })),
    );
    expect(model?.results[0]?.metrics[0]).toEqual({
      type: 'accuracy',
      value: Number(original.tasks[0]?.overall.metrics['accuracy']?.value?.toFixed(4)),
      name: 'Accuracy',
    });
  });

  it('is a model card whose numbers are its own, whatever it says of groups', async () => {
    const folder = join(bench.folder, 'carded');
    await cp(demoModelFolder('v1'), folder, { recursive: true });
    await bench.json('export', original.run.id, '--as', 'model-card', '-o', join(folder, 'README.md'));
    const added = await bench.run(['model', 'add', folder, '--name', 'carded', '--version', '1']);
    expect(added.stderr).toContain(`README.md states ${4 * original.tasks.length} numbers`);
    expect(added.stderr).toMatch(/of a part of the images, which is not compared/);
    const verified = await bench.run(['model', 'verify', 'carded@1']);
    expect(verified.stdout).toContain('The numbers do not contradict each other.');
  });

  it('is counts that add up', async () => {
    const { stdout } = await bench.run(['export', original.run.id, '--as', 'counts', '--task', 'side']);
    const [header = '', ...rows] = stdout.trim().split('\n');
    expect(header).toMatch(/^task,.*,true,predicted,images$/);
    expect(rows.reduce((sum, row) => sum + Number(row.split(',').at(-1)), 0)).toBe(original.run.counts.ok);
    const file = join(bench.folder, 'counts.parquet');
    await bench.json('export', original.run.id, '--as', 'counts', '-o', file);
    expect((await readFile(file)).toString('latin1', 0, 4)).toBe('PAR1');
  });
});

describe('what cannot be used', () => {
  const named = ['--name', 'bad@1'];
  const header = 'id,label_true,label_pred';

  it.each([
    ['a folder', '.', /is a folder/],
    ['a file that is not there', 'nowhere.csv', /does not exist/],
  ])('%s', async (_, path, message) => refused([join(bench.folder, path), ...named], message));

  it.each([
    ['an empty file', '', /is empty/],
    ['a header alone', `${header}\n`, /no rows/],
    ['binary junk', '\u0000\u0001\ufffd\u0000junk\u0000', /no column|header/],
    ['no predictions', 'a,b\n1,2\n', /no column is called as predictions are.*--pred/s],
    ['no truth', 'id,label_pred\n1,a\n', /true label.*--truth/s],
    ['rows that contradict', `${header}\n1,a,a\n2,a,b\n1,a,b\n`, /"1" \(lines 2 and 4\).*--on-conflict/s],
    [
      'labels of another kind',
      `${header}\n1,cat,dog-like\n2,dog,cat-like\n`,
      /no label in common.*--map label/s,
    ],
    ['a JSON list', '[{"id":1}]', /JSON list/],
    ['a ZIP file that is no workbook', 'PK\u0003\u0004nothing', /Excel/],
  ])('%s', async (name, content, message) =>
    refused([await write(`${name.replaceAll(' ', '-')}.csv`, content), ...named], message),
  );

  it('a column that is nearly called so', async () => {
    const file = await write('near.csv', `${header}\n1,a,a\n`);
    await refused(
      [file, ...named, '--truth', 'label=lable_true'],
      /"lable_true".*Did you mean "label_true"/s,
    );
  });

  it('confidences that may be either, and those that must be one', async () => {
    const rows = (confidence: string): string =>
      `id,y_true,y_pred,confidence\n1,a,a,0.91\n2,b,b,88\n3,a,b,${confidence}\n`;
    await refused([await write('mixed.csv', rows('0.3')), ...named], /line 4 may be either/);
    const imported = await importFile(await write('clear.csv', rows('0.7')));
    expect(imported.run.warnings).toMatchObject([
      { code: 'percentages', message: expect.stringContaining('partly') },
    ]);
  });

  it('leaves nothing behind', async () => {
    const before = await bench.json<unknown[]>('dataset', 'list');
    await refused([await write('late.csv', `${header}\n1,a,a\n1,b,a\n`), ...named], /contradict/);
    expect(await bench.json('dataset', 'list')).toEqual(before);
    expect(JSON.stringify(await bench.json('model', 'list'))).not.toContain('"bad"');
  });
});
