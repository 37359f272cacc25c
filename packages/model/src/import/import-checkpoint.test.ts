import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelPackage } from '../package/model-package.js';
import { type CheckpointVariant, makeCheckpoint } from '../testing/clip-fixture.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import type { RawTensor } from '../testing/write-safetensors.js';
import { importModel } from './import-model.js';

async function importVariant(variant: CheckpointVariant, folder: TemporaryFolder): Promise<ModelPackage> {
  await makeCheckpoint(folder.path, variant);
  return await importModel({
    source: folder.path,
    into: join(folder.path, 'out'),
    name: 'tiny',
    version: '1',
  });
}

async function refusal(variant: CheckpointVariant): Promise<{ code: string; message: string; hint: string }> {
  await using folder = await temporaryFolder();
  const { code, message, hint = '' } = await userErrorOf(importVariant(variant, folder));
  expect((await readdir(folder.path)).filter((name) => /out|partial/u.test(name))).toEqual([]);
  return { code, message, hint };
}

const without = (name: string) => (tensors: RawTensor[]) => tensors.filter((tensor) => tensor.name !== name);

describe('importing a checkpoint', () => {
  it('writes a complete package and tells its progress', async () => {
    await using folder = await temporaryFolder();
    await makeCheckpoint(folder.path);
    const progress: number[] = [];
    const into = join(folder.path, 'models', 'tiny', '1');
    const pkg = await importModel(
      { source: folder.path, into, name: 'tiny', version: '1' },
      ({ done, total }) => progress.push(done / total),
    );
    expect((await readdir(into)).sort()).toEqual(['model.onnx', 'model.onnx.data', 'model.yaml']);
    expect(await readdir(join(folder.path, 'models', 'tiny'))).toEqual(['1']);
    expect(progress.at(-1)).toBe(1);
    expect(pkg.input).toEqual({ height: 32, width: 32, layout: 'NCHW' });
    expect(pkg.manifest).toMatchObject({
      name: 'tiny',
      version: '1',
      input: 'pixel_values',
      preprocess: { resize: { shortestEdge: 32, resample: 'bicubic' }, crop: { height: 32, width: 32 } },
      tasks: [
        { name: 'shade', labels: ['dark', 'grey', 'light'], output: 'shade_head', activation: 'logits' },
        { name: 'shape', labels: ['round', 'square'], output: 'shape_head', activation: 'logits' },
      ],
    });
  });

  it('gives the same package for the same checkpoint, and another for other weights', async () => {
    await using first = await temporaryFolder();
    await using second = await temporaryFolder();
    await using third = await temporaryFolder();
    const { digest } = await importVariant({}, first);
    expect((await importVariant({}, second)).digest).toBe(digest);
    expect((await importVariant({ dtype: 'F16' }, third)).digest).not.toBe(digest);
  });

  it('refuses tensors that are missing, unexpected, misshapen or of a wrong type, and lists them', async () => {
    const fc1 = 'vision_model.encoder.layers.1.mlp.fc1.weight';
    const missing = await refusal({ tensors: without(fc1) });
    expect(missing).toMatchObject({
      code: 'checkpoint_mismatch',
      message: expect.stringContaining(`1 missing: ${fc1}.`),
    });

    const extra = { name: 'text_model.embeddings.weight', dtype: 'F32', shape: [1], data: new Uint8Array(4) };
    const unexpected = await refusal({ tensors: (tensors) => [...tensors, extra] });
    expect(unexpected.message).toContain('1 unexpected: text_model.embeddings.weight.');

    const wider = await refusal({ config: (config) => ({ ...config, intermediate_size: 48 }) });
    expect(wider.message).toContain('9 of another shape than config.json says: ');
    expect(wider.message).toContain('vision_model.encoder.layers.0.mlp.fc1.weight is [40,24], not [48,24]');

    const integers = await refusal({
      tensors: (tensors) =>
        tensors.map((tensor) => (tensor.name === fc1 ? { ...tensor, dtype: 'I32' } : tensor)),
    });
    expect(integers.message).toContain(`1 of a type other than F32, F16, BF16: ${fc1} is I32.`);
  });

  it('refuses heads that are missing or halved', async () => {
    const gone = await refusal({
      tensors: (tensors) => tensors.filter(({ name }) => !name.startsWith('shape_head')),
    });
    expect(gone).toMatchObject({
      code: 'missing_head',
      message: expect.stringContaining('Task shape needs a head shape_head'),
    });
    const halved = await refusal({ tensors: without('shape_head.bias') });
    expect(halved.message).toContain('1 missing: shape_head.bias.');
    const bare = await refusal({
      tensors: (tensors) => tensors.filter(({ name }) => !name.includes('_head')),
      manifest: null,
    });
    expect(bare).toMatchObject({
      code: 'missing_head',
      message: expect.stringContaining('no classification head'),
    });
  });

  it('refuses labels that do not match', async () => {
    const short = await refusal({
      manifest: 'tasks: [{ name: shade, labels: [dark, light] }, { name: shape, labels: [round, square] }]',
    });
    expect(short).toMatchObject({
      code: 'label_count_mismatch',
      message: expect.stringContaining('Task shade has 2 labels, but head shade_head has 3 outputs'),
    });
    const silent = await refusal({ manifest: 'tasks: [{ name: shape, labels: [round, square] }]' });
    expect(silent).toMatchObject({
      code: 'head_without_task',
      message: expect.stringContaining('shade_head'),
    });
    const unnamed = await refusal({ manifest: null });
    expect(unnamed).toMatchObject({
      code: 'labels_unknown',
      message: expect.stringContaining('shade_head (3 outputs), shape_head (2 outputs)'),
      hint: expect.stringContaining('clip-face-attribute-classifier'),
    });
    const numbers = await refusal({ manifest: 'tasks: [{ name: shape, labels: [1, 2] }]' });
    expect(numbers).toMatchObject({
      code: 'bad_manifest',
      message: expect.stringContaining('put quotes around'),
    });
    const twins = await refusal({
      manifest: 'tasks: [{ name: shape, labels: [a, b] }, { name: shape, labels: [a, b] }]',
    });
    expect(twins).toMatchObject({
      code: 'bad_manifest',
      message: expect.stringContaining('two tasks named shape'),
    });
  });

  it("takes the labels of an only head from config.json's id2label, unless they are placeholders", async () => {
    const oneHead = (tensors: RawTensor[]): RawTensor[] =>
      tensors.filter(({ name }) => !name.startsWith('shade'));
    const named = (id2label: object) => (config: object) => ({ ...config, id2label });
    await using folder = await temporaryFolder();
    const pkg = await importVariant(
      { tensors: oneHead, manifest: null, config: named({ 1: 'square', 0: 'round' }) },
      folder,
    );
    expect(pkg.manifest.tasks).toMatchObject([
      { name: 'shape', labels: ['round', 'square'], output: 'shape_head' },
    ]);

    const placeholders = await refusal({
      tensors: oneHead,
      manifest: null,
      config: named({ 0: 'LABEL_0', 1: 'LABEL_1' }),
    });
    expect(placeholders.code).toBe('labels_unknown');
    const gap = await refusal({
      tensors: oneHead,
      manifest: null,
      config: named({ 0: 'round', 2: 'square' }),
    });
    expect(gap).toMatchObject({ code: 'bad_config', message: expect.stringContaining('none for output 1') });
  });

  it('refuses weights without a config.json', async () => {
    await using folder = await temporaryFolder();
    await makeCheckpoint(folder.path);
    await rm(join(folder.path, 'config.json'));
    const into = join(folder.path, 'out');
    const refused = await userErrorOf(importModel({ source: folder.path, into, name: 'tiny', version: '1' }));
    expect(refused).toMatchObject({
      code: 'missing_config',
      message: expect.stringContaining('config.json'),
    });
  });

  it('refuses configurations and preprocessing that belong to something else', async () => {
    const bert = await refusal({ config: (config) => ({ ...config, model_type: 'bert' }) });
    expect(bert.code).toBe('unsupported_model');
    const swish = await refusal({ config: (config) => ({ ...config, hidden_act: 'swish' }) });
    expect(swish).toMatchObject({ code: 'bad_config', message: expect.stringContaining('hidden_act') });
    const heads = await refusal({ config: (config) => ({ ...config, num_attention_heads: 5 }) });
    expect(heads).toMatchObject({ code: 'bad_config', message: expect.stringContaining('multiple of') });

    const tasks = 'tasks: [{ name: shade, labels: [a, b, c] }, { name: shape, labels: [a, b] }]';
    const large = await refusal({ manifest: `${tasks}\npreprocess: { crop: { height: 224, width: 224 } }` });
    expect(large).toMatchObject({ code: 'input_mismatch', message: expect.stringContaining('224×224') });
    const floating = await refusal({ manifest: `${tasks}\npreprocess: { resize: { shortestEdge: 32 } }` });
    expect(floating.code).toBe('input_size_not_fixed');

    await using folder = await temporaryFolder();
    await makeCheckpoint(folder.path);
    await rm(join(folder.path, 'preprocessor_config.json'));
    const options = { source: folder.path, into: join(folder.path, 'out'), name: 'tiny', version: '1' };
    expect((await userErrorOf(importModel(options))).code).toBe('preprocess_unknown');
  });

  it('lets --manifest go before the manifest of the folder, field by field', async () => {
    await using folder = await temporaryFolder();
    await makeCheckpoint(folder.path, {
      manifest: 'title: From the folder\nlicence: MIT\ntasks: [{ name: shade, labels: [a, b, c] }]',
    });
    const manifest = join(folder.path, 'mine.yaml');
    await writeFile(
      manifest,
      'title: Mine\ntasks: [{ name: tone, head: shade_head, labels: [x, y, z], kind: ordinal, order: [z, y, x] }, { name: shape, labels: [r, s] }]',
    );
    const options = {
      source: folder.path,
      into: join(folder.path, 'out'),
      name: 'tiny',
      version: '1',
      manifest,
    };
    const pkg = await importModel(options);
    expect(pkg.manifest).toMatchObject({
      title: 'Mine',
      licence: 'MIT',
      tasks: [
        { name: 'tone', output: 'shade_head', kind: 'ordinal', order: ['z', 'y', 'x'] },
        { name: 'shape' },
      ],
    });

    const unknown = await userErrorOf(
      importModel({ ...options, into: join(folder.path, 'b'), manifest: 'nonesuch' }),
    );
    expect(unknown).toMatchObject({
      code: 'manifest_not_found',
      hint: expect.stringContaining('clip-face-attribute-classifier'),
    });
    const foreign = await userErrorOf(
      importModel({ ...options, into: join(folder.path, 'b'), manifest: 'clip-face-attribute-classifier' }),
    );
    expect(foreign).toMatchObject({ code: 'missing_head', message: expect.stringContaining('age_head') });
  });

  it('refuses a card about labels that the model does not have', async () => {
    const tasks = 'tasks: [{ name: shade, labels: [a, b, c] }, { name: shape, labels: [a, b] }]';
    const card =
      'card: { reported: { dataset: d, metrics: [{ task: shape, metric: recall, class: cube, value: 0.5, decimals: 1 }] } }';
    const error = await refusal({ manifest: `${tasks}\n${card}` });
    expect(error).toMatchObject({ code: 'bad_manifest', message: expect.stringContaining('shape "cube"') });
  });

  it('refuses damaged weights and leaves nothing behind', async () => {
    await using folder = await temporaryFolder();
    await makeCheckpoint(folder.path);
    const weights = await readFile(join(folder.path, 'model.safetensors'));
    await writeFile(join(folder.path, 'model.safetensors'), weights.subarray(0, weights.length - 100));
    const into = join(folder.path, 'models', 'out');
    const error = await userErrorOf(importModel({ source: folder.path, into, name: 'tiny', version: '1' }));
    expect(error.code).toBe('bad_safetensors');
    expect(await readdir(join(folder.path, 'models'))).toEqual([]);
  });

  it('refuses sources that hold no model', async () => {
    await using folder = await temporaryFolder();
    const options = { into: join(folder.path, 'out'), name: 'n', version: '1' };
    const code = async (source: string): Promise<string> =>
      (await userErrorOf(importModel({ ...options, source }))).code;
    expect(await code(folder.path)).toBe('unknown_source');
    expect(await code(join(folder.path, 'nothing'))).toBe('source_not_found');
    await makeCheckpoint(folder.path);
    expect(await code(join(folder.path, 'model.safetensors'))).toBe('unknown_source');
    await cp(join(folder.path, 'config.json'), options.into);
    expect(await code(folder.path)).toBe('target_exists');
  });
});
