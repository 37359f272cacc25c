import { execFileSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditDocument, auditDocument } from '@evenhand/contracts';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

const images = 120;
let bench: Bench;
let folder: string;
beforeAll(async () => {
  bench = await createBench();
  folder = join(bench.folder, 'butterflies');
  await generateDemo({ folder, split: 'audit', plan: { count: images } });
  for (const parameters of [
    ['dataset', 'add', folder, '--name', 'data'],
    ['model', 'add', demoModelFolder('v2'), '--name', 'demo', '--version', 'v2'],
    ['run', '--model', 'demo@v2', '--dataset', 'data', '--device', 'cpu', '--tag', 'purpose=test'],
  ]) {
    const outcome = await bench.run(parameters);
    expect(outcome.code, outcome.stderr).toBe(0);
  }
});
afterAll(() => bench.remove());

describe('show', () => {
  it('--json is an audit document, and nothing else is on stdout', async () => {
    const document = await bench.json<AuditDocument>('show', 'latest');
    expect(auditDocument.parse(document)).toEqual(document);
    expect(document.run.tags).toEqual({ purpose: 'test' });
    expect(document.tasks.map((task) => task.task)).toEqual(['species', 'side', 'wear']);
    for (const task of document.tasks) {
      expect(task.overall.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(images);
      const byLighting = task.groupings.find((grouping) => grouping.by.join() === 'lighting');
      expect(byLighting?.slices.reduce((sum, slice) => sum + slice.n, 0)).toBe(images);
    }
  });

  it('--by chooses groupings in any order of attributes, and refuses unknown ones', async () => {
    const document = await bench.json<AuditDocument>(
      'show',
      'latest',
      '--by',
      'camera,lighting',
      '--by',
      'side',
    );
    expect(document.tasks[0]?.groupings.map((grouping) => grouping.by)).toEqual([
      ['side'],
      ['lighting', 'camera'],
    ]);
    const refused = await bench.run(['show', 'latest', '--by', 'weather']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('lighting');
  });

  it('prints tables that end without blanks, and the layout of scikit-learn', async () => {
    const text = await bench.run(['show', 'latest']);
    expect(text.stdout).toContain('by lighting');
    const report = await bench.run(['show', 'latest', '--classification-report']);
    expect(report.stdout).toMatch(/precision +recall +f1-score +support/);
    expect(report.stdout).toMatch(new RegExp(`weighted avg( +\\d\\.\\d\\d){3} +${images}`));
  });

  it('names runs by id, prefix and latest', async () => {
    const { run } = await bench.json<AuditDocument>('show', 'latest');
    expect((await bench.json<AuditDocument>('show', run.id.slice(0, 6))).run.id).toBe(run.id);
    const unknown = await bench.run(['show', 'latest~9']);
    expect(unknown.code).toBe(2);
  });
});

describe('predictions', () => {
  it('give one line per image and task, with probabilities that sum to 1', async () => {
    const { stdout } = await bench.run(['predictions', 'latest', '--format', 'jsonl']);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { task: string; predicted: string; scores: Record<string, number> });
    expect(rows).toHaveLength(3 * images);
    for (const { scores, predicted } of rows) {
      const values = Object.values(scores);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(scores[predicted]).toBe(Math.max(...values));
    }
    const csv = await bench.run(['predictions', 'latest', '--task', 'side']);
    expect(csv.stdout.trim().split('\n')).toHaveLength(images + 1);
  });

  it('can be read with plain SQL', () => {
    const database = new Database(join(bench.workspace, 'evenhand.db'), { readonly: true });
    const { n } = database.prepare('select count(*) as n from prediction_list').get() as { n: number };
    expect(n).toBe(3 * images);
    database.close();
  });
});

describe('predict', () => {
  it('prints every task with probabilities and the card’s cautions', async () => {
    const image = join(folder, 'images/00000.png');
    const text = await bench.run(['predict', '--model', 'demo@v2', image]);
    expect(text.code, text.stderr).toBe(0);
    for (const task of ['species', 'side', 'wear']) expect(text.stdout).toMatch(new RegExp(`${task} .* %`));
    const missing = await bench.run(['predict', '--model', 'demo@v2', 'no-such-image.jpg']);
    expect(missing.code).toBe(2);
  });
});

it('a command that is piped into head ends quietly', () => {
  const command = join(import.meta.dirname, '../apps/runner/bin/evenhand.js');
  const text = execFileSync('sh', ['-c', `node ${command} predictions latest | head -2`], {
    env: { ...process.env, EVENHAND_WORKSPACE: bench.workspace },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expect(text.split('\n')).toHaveLength(3);
});

it('--max-failures: a run with more failed samples ends with 5', async () => {
  const run = ['run', '--model', 'demo@v2', '--dataset', 'broken', '--device', 'cpu'];
  const broken = join(bench.folder, 'broken');
  await generateDemo({ folder: broken, split: 'audit', plan: { count: 12 } });
  expect((await bench.run(['dataset', 'add', broken, '--name', 'broken'])).code).toBe(0);
  await writeFile(join(broken, 'images/00003.png'), 'changed since it was added');
  await rm(join(broken, 'images/00004.png'));
  expect((await bench.run(run)).code).toBe(0);
  const strict = await bench.run([...run, '--max-failures', '1']);
  expect(strict.code).toBe(5);
  const rows = await bench.run(['predictions', 'latest', '--format', 'jsonl']);
  const errors = rows.stdout.match(/"error":\{"code":"(\w+)"/g) ?? [];
  expect(errors).toEqual(['"error":{"code":"image_changed"', '"error":{"code":"missing_file"']);
});

it('a model that gives no numbers predicts nothing, and says so', async () => {
  const source = join(bench.folder, 'not-a-number');
  await cp(demoModelFolder('v2'), source, { recursive: true });
  const file = join(source, 'model.safetensors');
  const bytes = await readFile(file);
  const length = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const [begin] = header['side_head.bias'].data_offsets as [number, number];
  // As F16, BF16 and F32 alike.
  bytes.fill(0xff, 8 + length + begin, 8 + length + begin + 4);
  await writeFile(file, bytes);
  const add = ['model', 'add', source, '--name', 'broken', '--version', '1'];
  expect((await bench.run(add)).code).toBe(0);
  const run = await bench.run(['run', '--model', 'broken@1', '--dataset', 'data', '--limit', '12']);
  expect(run.stderr).toContain('The model gave no finite score for side. (inference_failed)');
  expect(run.code).toBe(5);
  const audit = await bench.json<AuditDocument>('show', 'latest');
  expect(audit.run.counts).toEqual({ ok: 0, failed: 12, excluded: 0 });
  const image = join(folder, 'images/00000.png');
  const predicted = await bench.run(['predict', '--model', 'broken@1', image]);
  expect(predicted.stderr).toContain('no finite score for side');
  expect(predicted.stdout).toBe('');
  expect(predicted.code).toBe(2);
});

it('a run is resumed on the device that it was started on, and on no other', async () => {
  const limited = ['run', '--model', 'demo@v2', '--dataset', 'data', '--device', 'cpu', '--batch-size', '2'];
  const stopped = await bench.run(limited, {
    onStderr: (text, kill) => text.includes('30 %') && kill('SIGINT'),
  });
  expect(stopped.code).toBe(130);
  const refused = await bench.run(['run', '--resume', '--device', 'webgpu']);
  expect(refused.stderr).toContain('--device webgpu (it runs on cpu)');
  expect(refused.code).toBe(2);
  const resumed = await bench.run(['run', '--resume']);
  expect(resumed.stderr).toContain('on cpu, batches of 2');
  expect(resumed.code).toBe(0);
});
