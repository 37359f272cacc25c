import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyModelPackage } from '../package/verify-model-package.js';
import { openSession } from '../session/open-session.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { importModel } from './import-model.js';

const fixtures = fileURLToPath(new URL('../../fixtures/onnx/', import.meta.url));

const expected = JSON.parse(await readFile(join(fixtures, 'expected.json'), 'utf8')) as {
  colour: number[];
  size: number[];
  firstTwo: number[];
}[];

/** Input number `index` of fixtures/make_onnx.py: [3, 4, 6], or [4, 6, 3]. */
function input(index: number, layout: 'NCHW' | 'NHWC' = 'NCHW'): Float32Array {
  const planes = Float32Array.from({ length: 72 }, (_, i) => Math.sin(0.3 * i + index));
  return layout === 'NCHW'
    ? planes
    : Float32Array.from(planes, (_, i) => planes[(i % 3) * 24 + Math.floor(i / 3)] ?? 0);
}

const crop = 'preprocess: { crop: { height: 4, width: 6 } }';
const colour = 'name: colour, labels: [red, green, blue]';
const size = 'name: size, labels: [small, large]';

interface Source {
  model: string;
  manifest?: string;
}

async function makeSource({ model, manifest }: Source): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await cp(join(fixtures, model), join(folder.path, model));
  if (manifest !== undefined) await writeFile(join(folder.path, 'model.yaml'), manifest);
  return folder;
}

async function refusal(source: Source): Promise<{ code: string; message: string; hint: string }> {
  await using folder = await makeSource(source);
  const options = {
    source: join(folder.path, source.model),
    into: join(folder.path, 'out'),
    name: 'n',
    version: '1',
  };
  const { code, message, hint = '' } = await userErrorOf(importModel(options));
  expect((await readdir(folder.path)).filter((name) => /out|partial/u.test(name))).toEqual([]);
  return { code, message, hint };
}

describe('importing an ONNX model', () => {
  it('splits one output into tasks, NHWC, batch fixed at 1', async () => {
    const manifest = `file: columns.onnx
preprocess: { crop: { height: 4, width: 6 }, layout: NHWC }
tasks: [{ ${colour}, output: scores, columns: [0, 3] }, { ${size}, output: scores, columns: [3, 5] }]`;
    await using folder = await makeSource({ model: 'columns.onnx', manifest });
    const pkg = await importModel({
      source: folder.path,
      into: join(folder.path, 'out'),
      name: 'n',
      version: '1',
    });
    expect(pkg.input).toEqual({ height: 4, width: 6, layout: 'NHWC' });
    expect(pkg.manifest).toMatchObject({
      input: 'image',
      tasks: [{ activation: 'logits' }, { activation: 'logits' }],
    });

    const session = await openSession(pkg, { device: 'cpu' });
    expect(session.batch).toBe(1);
    const both = Float32Array.from([...input(0, 'NHWC'), ...input(1, 'NHWC')]);
    const scores = await session.run(both, 2);
    expectClose(
      scores.get('colour'),
      expected.flatMap((row) => row.colour),
    );
    expectClose(
      scores.get('size'),
      expected.flatMap((row) => row.size),
    );
    await session.close();
  });

  it('sees by itself that outputs are probabilities and which output is whose', async () => {
    const manifest = `${crop}\ntasks: [{ ${colour} }, { ${size} }]`;
    await using folder = await makeSource({ model: 'probabilities.onnx', manifest });
    const source = join(folder.path, 'probabilities.onnx');
    const pkg = await importModel({ source, into: join(folder.path, 'out'), name: 'n', version: '1' });
    expect(pkg.manifest.tasks).toMatchObject([
      { output: 'colour', activation: 'probabilities' },
      { output: 'size', activation: 'probabilities' },
    ]);
    const session = await openSession(pkg, { device: 'cpu' });
    expect(session.batch).toBeNull();
    const scores = await session.run(Float32Array.from([...input(0), ...input(1)]), 2);
    expectClose(
      scores.get('colour'),
      expected.flatMap((row) => row.colour),
    );
    expectClose(
      scores.get('size'),
      expected.flatMap((row) => row.size),
    );
    await session.close();
  });

  it('copies weights that lie in other files', async () => {
    const manifest = `${crop}\ntasks: [{ name: size, labels: [small, large] }]`;
    await using folder = await makeSource({ model: 'external.onnx', manifest });
    const options = { source: folder.path, into: join(folder.path, 'out'), name: 'n', version: '1' };
    const missing = await userErrorOf(importModel(options));
    expect(missing).toMatchObject({
      code: 'missing_weights',
      message: expect.stringContaining('external.bin'),
    });

    await cp(join(fixtures, 'weights'), join(folder.path, 'weights'), { recursive: true });
    const pkg = await importModel(options);
    expect(Object.keys(pkg.manifest.digests)).toEqual(['model.onnx', 'weights/external.bin']);
    expect(pkg.manifest.tasks).toMatchObject([{ name: 'size', output: 'logits', activation: 'logits' }]);
    const session = await openSession(pkg, { device: 'cpu' });
    const scores = await session.run(input(1), 1);
    expectClose(scores.get('size'), expected[1]?.firstTwo ?? []);
    await session.close();

    await writeFile(join(pkg.dir, 'weights', 'external.bin'), Buffer.alloc(32));
    expect(await verifyModelPackage(pkg.dir)).toEqual([{ file: 'weights/external.bin', problem: 'changed' }]);
  });

  it('refuses weights outside the folder of the model', async () => {
    await using folder = await temporaryFolder();
    const bytes = await readFile(join(fixtures, 'external.onnx'), 'latin1');
    const outside = bytes.replaceAll('weights/external.bin', '../../../etc/passwd_');
    await writeFile(join(folder.path, 'model.onnx'), outside, 'latin1');
    await writeFile(join(folder.path, 'model.yaml'), crop);
    const error = await userErrorOf(
      importModel({ source: folder.path, into: join(folder.path, 'out'), name: 'n', version: '1' }),
    );
    expect(error).toMatchObject({
      code: 'unsafe_path',
      message: expect.stringContaining('"../../../etc/passwd_"'),
    });
  });

  it('refuses files that are no ONNX models', async () => {
    const cases: [Uint8Array, string][] = [
      [
        Buffer.from('\n<!DOCTYPE html>\n<html lang="en"><head><title>model.onnx</title>'),
        'it is a saved web page',
      ],
      [Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'), 'Git LFS pointer'],
      [Buffer.alloc(0), 'it is empty'],
      [Buffer.from('{"model": 1}'), 'not those of an ONNX model'],
      [(await readFile(join(fixtures, 'probabilities.onnx'))).subarray(0, 300), 'cut short'],
      [Buffer.from([0x08, 0x08]), 'it holds no graph'],
    ];
    for (const [bytes, message] of cases) {
      await using folder = await temporaryFolder();
      const source = join(folder.path, 'model.onnx');
      await writeFile(source, bytes);
      await writeFile(join(folder.path, 'model.yaml'), `${crop}\ntasks: [{ ${size} }]`);
      const error = await userErrorOf(
        importModel({ source, into: join(folder.path, 'out'), name: 'n', version: '1' }),
      );
      expect({ code: error.code, message: error.message }).toEqual({
        code: 'not_onnx',
        message: expect.stringContaining(message),
      });
    }
  });

  it('refuses inputs that the preprocessing does not give', async () => {
    const task = `tasks: [{ ${size} }]`;
    const turned = await refusal({ model: 'columns.onnx', manifest: `${crop}\n${task}` });
    expect(turned).toMatchObject({ code: 'input_mismatch', hint: expect.stringContaining('layout: NHWC') });
    const larger = 'preprocess: { crop: { height: 8, width: 6 } }';
    const size8 = await refusal({ model: 'probabilities.onnx', manifest: `${larger}\n${task}` });
    expect(size8.message).toContain('input image of');
    expect(size8.message).toContain('the preprocessing gives [batch, 3, 8, 6] (NCHW)');
    const named = await refusal({ model: 'probabilities.onnx', manifest: `${crop}\ninput: pixels\n${task}` });
    expect(named).toMatchObject({
      code: 'unknown_input',
      message: expect.stringContaining('its inputs are image'),
    });
    expect((await refusal({ model: 'probabilities.onnx', manifest: task })).code).toBe('preprocess_unknown');
  });

  it('refuses tasks that the outputs do not bear out', async () => {
    const cases: [string, string, string][] = [
      ['', 'labels_unknown', 'colour (3 values), size (2 values)'],
      [`tasks: [{ ${colour}, output: label }]`, 'unknown_output', 'names the output label'],
      [
        'tasks: [{ name: hue, labels: [a, b, c] }, { name: mass, labels: [a, b] }]',
        'ambiguous_output',
        'hue',
      ],
      ['tasks: [{ name: colour, labels: [a, b] }]', 'label_count_mismatch', 'Task colour has 2 labels'],
      [
        'tasks: [{ name: colour, labels: [a, b], columns: [2, 4] }]',
        'label_count_mismatch',
        'columns 2 to 4',
      ],
    ];
    for (const [tasks, code, message] of cases) {
      const error = await refusal({ model: 'probabilities.onnx', manifest: `${crop}\n${tasks}` });
      expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    }
    const nhwc = 'preprocess: { crop: { height: 4, width: 6 }, layout: NHWC }';
    const raw = `${nhwc}\ntasks: [{ ${size}, output: scores, columns: [3, 5], activation: probabilities }]`;
    expect((await refusal({ model: 'columns.onnx', manifest: raw })).code).toBe('not_probabilities');
  });

  it('asks which of several models is meant, and ignores a manifest about another one', async () => {
    await using folder = await makeSource({ model: 'probabilities.onnx' });
    await cp(join(fixtures, 'columns.onnx'), join(folder.path, 'columns.onnx'));
    const options = { into: join(folder.path, 'out'), name: 'n', version: '1' };
    const which = await userErrorOf(importModel({ ...options, source: folder.path }));
    expect(which).toMatchObject({
      code: 'unknown_source',
      message: expect.stringContaining('columns.onnx, probabilities.onnx'),
    });
    await writeFile(join(folder.path, 'model.yaml'), `file: columns.onnx\n${crop}\ntasks: [{ ${size} }]`);
    const other = await userErrorOf(
      importModel({ ...options, source: join(folder.path, 'probabilities.onnx') }),
    );
    expect(other.code).toBe('preprocess_unknown');
  });

  it('leaves nothing behind when it fails half-way, and clears what a killed import left', async () => {
    await using folder = await makeSource({ model: 'probabilities.onnx', manifest: crop });
    const models = join(folder.path, 'models');
    await mkdir(join(models, '.v1.partial-2147483646'), { recursive: true });
    const options = {
      source: join(folder.path, 'probabilities.onnx'),
      into: join(models, 'v1'),
      name: 'n',
      version: '1',
    };
    expect((await userErrorOf(importModel(options))).code).toBe('labels_unknown');
    expect(await readdir(models)).toEqual([]);
    const blocked = { ...options, into: join(folder.path, 'model.yaml', 'v1') };
    expect((await userErrorOf(importModel(blocked))).code).toBe('cannot_write');
  });
});

function expectClose(actual: Float32Array | undefined, wanted: readonly number[]): void {
  expect(actual).toHaveLength(wanted.length);
  for (const [index, value] of wanted.entries()) expect(actual?.[index]).toBeCloseTo(value, 6);
}
