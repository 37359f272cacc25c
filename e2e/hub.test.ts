import { readFileSync } from 'node:fs';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoModelFolder, generateDemo, shippedDatasetManifests } from '@evenhand/datasets';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, createBench, type Outcome } from './cli.js';
import { type LoopbackHub, serveHub } from './hub-server.js';

const IMAGES = 48;
const MODEL = 'cabinet/butterflies';
const DATA = 'cabinet/drawers';

/** What of the audit document is compared. */
interface Audit {
  run: { counts: unknown; dataset: { samples: number } };
  tasks: {
    task: string;
    labels: string[];
    groupings: { by: string[]; slices: { group: unknown; confusion: number[][] }[] }[];
  }[];
}

let bench: Bench;
let hub: LoopbackHub;
let local: string;

beforeAll(async () => {
  bench = await createBench();
  local = join(bench.folder, 'local');
  await generateDemo({ folder: local, split: 'audit', plan: { count: IMAGES } });
  // One image is damaged, in both: a failed sample, not a stopped run.
  await truncate(join(local, 'images/00005.png'), 200);
  hub = await serveHub([
    { kind: 'model', name: MODEL, files: modelFiles() },
    { kind: 'dataset', name: DATA, files: dataFiles(local) },
  ]);
});

afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await bench.remove();
});

beforeEach(() => {
  hub.seen.length = 0;
  Object.assign(hub.faults, {
    cutAfter: [],
    busy: 0,
    wrongDigest: undefined,
    token: undefined,
    gated: undefined,
    extraPath: undefined,
  });
});

describe('a model and a data set of the hub', () => {
  it('give the same counts as the same model and images from folders', async () => {
    const shared = { env: env('first') };
    hub.faults.busy = 1;
    await done(bench.run(['model', 'add', demoModelFolder('v1'), '--name', 'local', '--version', '1']));
    await done(bench.run(['dataset', 'add', local, '--name', 'local']));
    await done(bench.run(['run', '--model', 'local@1', '--dataset', 'local', '--device', 'cpu']));
    const expected = await bench.json<Audit>('show', 'latest');

    await done(bench.run(['model', 'add', `hf:${MODEL}`, '--name', 'hub', '--version', '1'], shared));
    await done(
      bench.run(['dataset', 'add', `hf:${DATA}@v1`, '--name', 'hub', '--split', 'validation'], shared),
    );
    await done(
      bench.run(['run', '--model', 'hub@1', '--dataset', 'hub', '--device', 'cpu', '--threads', '2']),
    );
    const found = await bench.json<Audit>('show', 'latest');

    expect(counts(found)).toEqual(counts(expected));
    expect(found.run.counts).toEqual(expected.run.counts);
    expect(found.run.counts).toEqual({ ok: IMAGES - 1, failed: 1, excluded: 0 });
    const model = await bench.json<{ manifest: { source: string } }>('model', 'show', 'hub@1');
    expect(model.manifest.source).toBe(`hf:${MODEL}@c0ffee${'0'.repeat(34)}`);
    const data = await bench.json<{ digest: string; manifest: object; warnings: object[] }>(
      'dataset',
      'show',
      'hub',
    );
    // The same images under the same names with the same labels, wherever they lie.
    expect(data.digest).toBe((await bench.json<{ digest: string }>('dataset', 'show', 'local')).digest);
    expect(data.manifest).toMatchObject({
      source: `hf:${DATA}@c0ffee${'0'.repeat(34)}`,
      format: 'parquet',
      table: { imageColumn: 'image.bytes', config: 'default', split: 'validation' },
    });
    expect(data.warnings).toEqual([]);
    // The report shows the same images.
    const [there, here] = [await reportImages('latest'), await reportImages('latest~1')];
    expect(there.length).toBeGreaterThan(5);
    expect(there).toEqual(here);
    // Nothing that was not needed was fetched, and the images were not unpacked.
    const fetched = hub.seen.map(({ path }) => path).filter((path) => path.includes('/resolve/'));
    expect(fetched.filter((path) => /train|pytorch|optimizer|flax/.test(path))).toEqual([]);
    const checked = await bench.run(['dataset', 'check', 'hub']);
    // One image is damaged: as it was registered, and a finding.
    expect(checked.stdout).toContain(`${IMAGES - 1} of ${IMAGES} images are as`);
    expect(checked.stdout).toContain('unreadable_image');
    expect(checked.code, checked.stderr).toBe(2);
  });

  it('are used offline from the cache, without a request', async () => {
    const shared = { env: { ...env('first'), HF_HUB_OFFLINE: '1' } };
    await done(bench.run(['model', 'add', `hf:${MODEL}`, '--name', 'offline', '--version', '1'], shared));
    await done(
      bench.run(['dataset', 'add', `hf:${DATA}@v1`, '--name', 'offline', '--split', 'validation'], shared),
    );
    await done(bench.run(['run', '--model', 'offline@1', '--dataset', 'offline', '--device', 'cpu']));
    expect((await bench.json<Audit>('show', 'latest')).run.counts).toEqual({
      ok: IMAGES - 1,
      failed: 1,
      excluded: 0,
    });
    expect(hub.seen).toEqual([]);
    const empty = { env: { ...env('empty'), HF_HUB_OFFLINE: '1' } };
    const refused = await bench.run(['model', 'add', `hf:${MODEL}`, '--name', 'a', '--version', '1'], empty);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('HF_HUB_OFFLINE') });
  });
});

describe('a download', () => {
  it('that is cut in the middle goes on where it was', async () => {
    const size = modelFiles().get('model.safetensors')?.length ?? 0;
    hub.faults.cutAfter = [300_000, 200_000];
    await done(
      bench.run(['model', 'add', `hf:${MODEL}`, '--name', 'cut', '--version', '1'], { env: env('cut') }),
    );
    const large = hub.seen.filter(({ host }) => host === 'store');
    expect(large.map(({ range }) => range)).toEqual([undefined, 'bytes=300000-', 'bytes=500000-']);
    expect(large.reduce((sum, { sent }) => sum + sent, 0)).toBe(size);
  });

  it('that was interrupted is continued by the next command', async () => {
    const size = modelFiles().get('model.safetensors')?.length ?? 0;
    hub.faults.cutAfter = Array.from({ length: 20 }, (_, cut) => (cut === 0 ? 400_000 : 0));
    const add = ['model', 'add', `hf:${MODEL}`, '--name', 'again', '--version', '1'];
    const failed = await bench.run(add, { env: env('again') });
    expect(failed).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('What has been downloaded is kept'),
    });
    hub.faults.cutAfter = [];
    hub.seen.length = 0;
    await done(bench.run(add, { env: env('again') }));
    const large = hub.seen.filter(({ host }) => host === 'store');
    expect(large.map(({ range, sent }) => ({ range, sent }))).toEqual([
      { range: 'bytes=400000-', sent: size - 400_000 },
    ]);
  });

  it('whose digest is wrong is refused and not kept', async () => {
    for (const [path, cache] of [
      ['model.safetensors', 'large'],
      ['config.json', 'small'],
    ] as const) {
      hub.faults.wrongDigest = path;
      const add = ['model', 'add', `hf:${MODEL}`, '--name', cache, '--version', '1'];
      const refused = await bench.run([...add, '--json'], { env: env(cache) });
      expect(refused.code).toBe(2);
      expect(JSON.parse(lastLine(refused.stderr)).error).toMatchObject({
        code: 'digest_mismatch',
        message: expect.stringContaining(`${path} of hf:${MODEL} is not the file that the hub lists`),
      });
      const kept = await readdir(join(bench.folder, cache, 'hub'), { recursive: true });
      const sizes = kept.filter((name) => name.endsWith(path) || name.endsWith('.incomplete'));
      expect(sizes).toEqual([]);
      hub.faults.wrongDigest = undefined;
      await done(bench.run(add, { env: env(cache) }));
    }
  });

  it('notices a file that was damaged in the cache', async () => {
    const add = ['model', 'add', `hf:${MODEL}`, '--name', 'damaged', '--version'];
    await done(bench.run([...add, '1'], { env: env('damaged') }));
    const snapshot = join(
      bench.folder,
      'damaged/hub/models--cabinet--butterflies/snapshots',
      `c0ffee${'0'.repeat(34)}`,
    );
    const bytes = await readFile(join(snapshot, 'model.safetensors'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(join(snapshot, 'model.safetensors'), bytes);
    hub.seen.length = 0;
    await done(bench.run([...add, '2'], { env: env('damaged') }));
    expect(hub.seen.filter(({ host }) => host === 'store')).toHaveLength(1);
  });

  it('sends the token to the hub, and to nobody else', async () => {
    hub.faults.token = 'secret';
    const add = ['model', 'add', `hf:${MODEL}`, '--name', 'token', '--version', '1', '--json'];
    const refused = await bench.run(add, { env: env('token') });
    expect(refused.code).toBe(2);
    expect(JSON.parse(lastLine(refused.stderr)).error).toMatchObject({
      code: 'hub_not_found',
      hint: expect.stringContaining('HF_TOKEN'),
    });
    hub.seen.length = 0;
    await done(bench.run(add, { env: { ...env('token'), HF_TOKEN: 'secret' } }));
    const hosts = new Map(hub.seen.map(({ host, authorization }) => [host, authorization]));
    expect(hosts).toEqual(
      new Map([
        ['hub', 'Bearer secret'],
        ['store', undefined],
      ]),
    );
  });
});

describe('what the hub does not give', () => {
  it.each([
    ['hf:cabinet/nothing', {}, 'hub_not_found'],
    [`hf:${MODEL}@v9`, {}, 'hub_revision_not_found'],
    [`hf:${MODEL}`, { gated: true }, 'hub_gated'],
    [`hf:${MODEL}`, { extraPath: '../../outside.txt' }, 'unsafe_path'],
    [`hf:${MODEL}`, { extraPath: 'C:\\outside.txt' }, 'unsafe_path'],
    ['hf:../etc', {}, 'bad_hub_source'],
  ])('%s with %o ends with %s', async (source, faults, code) => {
    Object.assign(hub.faults, faults);
    const add = ['model', 'add', source, '--name', 'none', '--version', '1', '--json'];
    const refused = await bench.run(add, { env: env('none') });
    expect(refused.code).toBe(2);
    expect(JSON.parse(lastLine(refused.stderr)).error.code).toBe(code);
  });

  it('asks which split, where there are several', async () => {
    const refused = await bench.run(['dataset', 'add', `hf:${DATA}`, '--name', 'split', '--json'], {
      env: env('first'),
    });
    expect(JSON.parse(lastLine(refused.stderr)).error).toMatchObject({
      code: 'split_needed',
      message: 'The data set has several splits: "train", "validation".',
      hint: 'Say which with --split.',
    });
  });
});

/** A cache of its own under the bench, and the loopback hub. */
function env(cache: string): Record<string, string> {
  return {
    HF_ENDPOINT: hub.endpoint,
    HF_HOME: join(bench.folder, cache),
    HF_TOKEN: '',
    HF_HUB_CACHE: '',
    HF_HUB_OFFLINE: '',
  };
}

/** The images in a run's report, as text. */
async function reportImages(run: string): Promise<string[]> {
  const file = join(bench.folder, 'report.html');
  await done(bench.run(['report', run, '-o', file, '--include-images', 'clear']));
  return (await readFile(file, 'utf8')).match(/data:image\/jpeg;base64,[\w+/=]+/g) ?? [];
}

async function done(outcome: Promise<Outcome>): Promise<string> {
  const { code, stdout, stderr } = await outcome;
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function counts({ tasks }: Audit): unknown {
  return tasks.map(({ task, labels, groupings }) => ({
    task,
    labels,
    groupings: groupings.map(({ by, slices }) => ({
      by,
      slices: slices.map(({ group, confusion }) => ({ group, confusion })),
    })),
  }));
}

function modelFiles(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const name of ['config.json', 'preprocessor_config.json', 'model.yaml', 'model.safetensors']) {
    files.set(name, readFileSync(join(demoModelFolder('v1'), name)));
  }
  // What repositories hold besides, and nobody needs here.
  for (const name of ['pytorch_model.bin', 'flax_model.msgpack', 'optimizer.pt'])
    files.set(name, new Uint8Array(30_000));
  return files.set('README.md', Buffer.from('# Butterflies\n'));
}

/** The demo's images and labels as published data sets have them: in Parquet, classes as integers, in another order. */
function dataFiles(folder: string): Map<string, Uint8Array> {
  const [header = '', ...lines] = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(','));
  const columns = header.split(',').slice(1);
  const names = columns.map((_, index) =>
    [...new Set(rows.map((row) => row[index + 1] ?? ''))].sort().reverse(),
  );
  const features = {
    image: { _type: 'Image' },
    ...Object.fromEntries(
      columns.map((column, index) => [column, { _type: 'ClassLabel', names: names[index] }]),
    ),
  };
  const buffer = parquetWriteBuffer({
    rowGroupSize: 10,
    pageSize: 60_000,
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    schema: [
      { name: 'schema', num_children: 1 + columns.length },
      { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
      { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
      { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ...columns.map((name) => ({ name, type: 'INT64' as const, repetition_type: 'OPTIONAL' as const })),
    ],
    columnData: [
      {
        name: 'image',
        data: rows.map(([file = '']) => ({
          bytes: new Uint8Array(readFileSync(join(folder, 'images', file))),
          path: file,
        })),
      },
      ...columns.map((name, index) => ({
        name,
        data: rows.map((row) => BigInt(names[index]?.indexOf(row[index + 1] ?? '') ?? -1)),
      })),
    ],
  });
  const card =
    '---\nlicense: apache-2.0\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n  - split: validation\n    path: data/validation-*\n---\n';
  const manifest = readFileSync(shippedDatasetManifests().demo, 'utf8').replace(
    /^(format|images): .*\n|^table:\n( .*\n)+/gm,
    '',
  );
  return new Map<string, Uint8Array>([
    ['README.md', Buffer.from(card)],
    ['dataset.yaml', Buffer.from(manifest)],
    ['data/train-00000-of-00001.parquet', new Uint8Array(50_000)],
    ['data/validation-00000-of-00001.parquet', new Uint8Array(buffer)],
  ]);
}
