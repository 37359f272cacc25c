import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { importModel } from '../import/import-model.js';
import type { ModelPackage } from '../package/model-package.js';
import { createOrtSession } from '../session/create-ort-session.js';
import { clipInput, expectedLogits, makeCheckpoint, readRaw } from '../testing/clip-fixture.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { type RawTensor, writeSafetensors } from '../testing/write-safetensors.js';

/** What is asked for; the fixture agrees to 2e-5 at a scale of 100. */
const TOLERANCE = 2e-4;

const fixture = fileURLToPath(new URL('../../fixtures/clip/zero-shot/', import.meta.url));
/** logits_per_image of PyTorch: [task][input]. */
const expected = JSON.parse(await readFile(join(fixture, 'expected.json'), 'utf8')) as Record<
  string,
  number[][]
>;
const extra = await readRaw(join(fixture, 'extra.safetensors'));
const text = await readRaw(join(fixture, 'text.safetensors'));

const shade = 'name: shade, labels: [dark, grey, light], head: zero-shot, embeddings: text.safetensors';
const shape = 'name: shape, labels: [round, square], head: zero-shot, embeddings: text.safetensors';

interface Variant {
  tasks?: string[];
  extra?: RawTensor[];
  text?: RawTensor[];
  keepHeads?: boolean;
}

async function importWhole(
  folder: TemporaryFolder,
  { tasks = [shade, shape], keepHeads = false, ...variant }: Variant = {},
): Promise<{ pkg: ModelPackage; notes: string[] }> {
  await makeCheckpoint(folder.path, {
    tensors: (tensors) => [
      ...(variant.extra ?? extra),
      ...tensors.filter(({ name }) => keepHeads || !name.includes('_head')),
    ],
    config: ({ model_type: _, ...vision }) => ({
      model_type: 'clip',
      projection_dim: 16,
      vision_config: vision,
    }),
    manifest: `tasks: [${tasks.map((task) => `{ ${task} }`).join(', ')}]`,
  });
  await writeSafetensors(join(folder.path, 'text.safetensors'), variant.text ?? text);
  const notes: string[] = [];
  const onNote = (note: string): void => void notes.push(note);
  const into = join(folder.path, 'out');
  const pkg = await importModel({ source: folder.path, into, name: 'base', version: '1', onNote });
  return { pkg, notes };
}

async function refusal(variant: Variant): Promise<{ code: string; message: string }> {
  await using folder = await temporaryFolder();
  const { code, message } = await userErrorOf(importWhole(folder, variant));
  return { code, message };
}

/** Largest difference of an output from what PyTorch gives for the three inputs. */
async function difference(pkg: ModelPackage, output: string, wanted: number[][]): Promise<number> {
  const session = await createOrtSession(join(pkg.dir, 'model.onnx'), { provider: 'cpu', threads: 1 });
  const values = Float32Array.from([0, 1, 2].flatMap((index) => [...clipInput(index)]));
  const outputs = await session.run({ pixel_values: new Tensor('float32', values, [3, 3, 32, 32]) });
  await session.release();
  const data = outputs[output]?.data;
  const logits = data instanceof Float32Array ? [...data] : [];
  expect(logits).toHaveLength(wanted.flat().length);
  return Math.max(...wanted.flat().map((value, index) => Math.abs(value - (logits[index] ?? Number.NaN))));
}

describe('zero-shot tasks agree with PyTorch', () => {
  it('with a row per class, and with the prompts of a class averaged', async () => {
    await using folder = await temporaryFolder();
    const { pkg, notes } = await importWhole(folder);
    expect(pkg.manifest.tasks).toEqual([
      { ...task('shade', ['dark', 'grey', 'light']), output: 'shade_zero_shot' },
      { ...task('shape', ['round', 'square']), output: 'shape_zero_shot' },
    ]);
    expect(notes).toEqual([
      'The text encoder is left out on purpose, since the embeddings of the prompts are given: text_model.* (2 tensors), text_projection.weight.',
    ]);
    for (const [name, rows] of Object.entries(expected))
      expect(await difference(pkg, `${name}_zero_shot`, rows)).toBeLessThan(TOLERANCE);
  });

  it('beside linear heads', async () => {
    await using folder = await temporaryFolder();
    const heads = [
      'name: tone, head: shade_head, labels: [a, b, c]',
      'name: form, head: shape_head, labels: [a, b]',
    ];
    const { pkg } = await importWhole(folder, { keepHeads: true, tasks: [...heads, shade, shape] });
    const linear = (await expectedLogits()).F32.quick_gelu['shape_head'] ?? [];
    expect(await difference(pkg, 'shape_head', linear)).toBeLessThan(TOLERANCE);
    expect(await difference(pkg, 'shade_zero_shot', expected['shade'] ?? [])).toBeLessThan(TOLERANCE);
  });
});

function task(name: string, labels: string[]): object {
  return { name, kind: 'nominal', labels, activation: 'logits' };
}

function renamed(tensors: RawTensor[], from: string, to: string): RawTensor[] {
  return tensors.map((tensor) => (tensor.name === from ? { ...tensor, name: to } : tensor));
}

describe('zero-shot models that do not fit together', () => {
  it('needs the projection and the scale, and uses every tensor of the rest', async () => {
    const missing = await refusal({ extra: extra.filter(({ name }) => !/^logit|^visual/u.test(name)) });
    expect(missing.message).toContain('2 missing: visual_projection.weight, logit_scale.');
    const stranger = await refusal({ extra: renamed(extra, 'text_projection.weight', 'other.weight') });
    expect(stranger).toMatchObject({
      code: 'checkpoint_mismatch',
      message: expect.stringContaining('other.weight'),
    });
    const scale = extra.map((tensor) =>
      tensor.name === 'logit_scale'
        ? { ...tensor, data: new Uint8Array(Float32Array.of(50).buffer) }
        : tensor,
    );
    expect((await refusal({ extra: scale })).message).toContain('exp(logit_scale)');
  });

  it('still refuses a text encoder that no task asks to leave out', async () => {
    const heads = ['name: shade, labels: [a, b, c]', 'name: shape, labels: [a, b]'];
    const error = await refusal({ keepHeads: true, tasks: heads });
    expect(error.message).toContain('5 unexpected: logit_scale, text_model.');
  });

  it('refuses embeddings that are not those of the classes', async () => {
    const zeros = (name: string): RawTensor[] =>
      text.map((tensor) =>
        tensor.name === name ? { ...tensor, data: new Uint8Array(tensor.data.length) } : tensor,
      );
    const opposite = text.map((tensor): RawTensor => {
      if (tensor.name !== 'shape/square') return tensor;
      const rows = Float32Array.from({ length: 32 }, (_, i) => (i < 16 ? 1 : -1));
      return { ...tensor, data: new Uint8Array(rows.buffer) };
    });
    const cases: [Variant, string][] = [
      [{ tasks: [shape] }, 'tensor shade belongs to no class'],
      [{ text: text.slice(1) }, 'neither a tensor shade'],
      [{ text: renamed(text, 'shape/round', 'shape/oval') }, 'nor a tensor shape/round'],
      [{ tasks: [shade.replace('dark, ', ''), shape] }, 'tensor shade has 3 rows for 2 labels'],
      [{ text: zeros('shade') }, 'row 0 of tensor shade has the length 0'],
      [{ text: opposite }, 'point in opposite directions'],
      [
        { text: text.map((tensor) => ({ ...tensor, shape: [tensor.data.length / 4] })) },
        'projection_dim asks for',
      ],
    ];
    for (const [variant, message] of cases) {
      expect(await refusal(variant)).toEqual({
        code: 'bad_embeddings',
        message: expect.stringContaining(message),
      });
    }
  });

  it('refuses manifests that say half of it', async () => {
    const cases: [string, string][] = [
      ['name: shade, labels: [a, b, c], head: zero-shot', 'belong together'],
      ['name: shade, labels: [a, b, c], embeddings: text.safetensors', 'belong together'],
      [shade.replace('text.safetensors', '../text.safetensors'), 'not the name of a .safetensors file'],
      [`${shade}, columns: [0, 3]`, '`columns`'],
    ];
    for (const [line, message] of cases) {
      const error = await refusal({ tasks: [line, shape] });
      expect(error).toEqual({ code: 'bad_manifest', message: expect.stringContaining(message) });
    }
  });
});
