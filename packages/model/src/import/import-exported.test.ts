import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelPackage } from '../package/model-package.js';
import { openSession } from '../session/open-session.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { CLASSIFIER_WEIGHTS, writeClassifier, writeExportedVit } from '../testing/write-classifier.js';
import { importModel } from './import-model.js';

async function imported(
  folder: TemporaryFolder,
  { source = folder.path, manifest }: { source?: string; manifest?: string } = {},
): Promise<{ pkg: ModelPackage; notes: string[] }> {
  const notes: string[] = [];
  const onNote = (note: string): void => void notes.push(note);
  const file = manifest && join(folder.path, 'mine.yaml');
  if (manifest !== undefined && file !== undefined) await writeFile(file, manifest);
  const into = join(folder.path, 'out');
  const pkg = await importModel({ source, into, name: 'vit', version: '1', manifest: file, onNote });
  return { pkg, notes };
}

async function refusal(config: object, manifest?: string): Promise<{ code: string; message: string }> {
  await using folder = await temporaryFolder();
  await writeExportedVit(folder.path, config);
  const { code, message } = await userErrorOf(imported(folder, manifest === undefined ? {} : { manifest }));
  return { code, message };
}

const numbered = 'config.json gives several outputs the name crane: their numbers are put behind it.';

describe('an image classifier of transformers, exported to ONNX', () => {
  it('takes preprocessing and labels from its own files', async () => {
    await using folder = await temporaryFolder();
    await writeExportedVit(folder.path);
    await writeFile(join(folder.path, 'model.safetensors'), 'not read');
    const { pkg, notes } = await imported(folder);
    expect(pkg.manifest).toMatchObject({
      input: 'pixel_values',
      preprocess: {
        resize: { exact: [8, 8], resample: 'bilinear' },
        mean: [0.5, 0.5, 0.5],
        std: [0.5, 0.5, 0.5],
        layout: 'NCHW',
      },
      tasks: [
        {
          name: 'label',
          kind: 'nominal',
          labels: ['crane (0)', 'heron', 'crane (2)'],
          output: 'logits',
          activation: 'logits',
        },
      ],
    });
    expect(notes).toEqual([
      numbered,
      'The model is that of onnx/model.onnx; left out: onnx/model_quantized.onnx, model.safetensors.',
    ]);

    const session = await openSession(pkg, { device: 'cpu' });
    const means = [0.2, -0.4, 0.9];
    const scores = await session.run(
      Float32Array.from({ length: 192 }, (_, i) => means[Math.floor(i / 64)] ?? 0),
      1,
    );
    await session.close();
    const logits = CLASSIFIER_WEIGHTS.map((row) => row.reduce((sum, w, i) => sum + w * (means[i] ?? 0), 0));
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    for (const [index, logit] of logits.entries())
      expect(scores.get('label')?.[index]).toBeCloseTo(Math.exp(logit) / total, 5);
  });

  it('lets --manifest name the task, its kind and its labels', async () => {
    await using folder = await temporaryFolder();
    await writeExportedVit(folder.path, { id2label: { 0: 'low', 1: 'high', 2: 'middle' } });
    const manifest = 'tasks: [{ name: size, kind: ordinal, order: [low, middle, high] }]';
    const { pkg, notes } = await imported(folder, { manifest });
    expect(pkg.manifest.tasks).toEqual([
      {
        name: 'size',
        kind: 'ordinal',
        labels: ['low', 'high', 'middle'],
        order: ['low', 'middle', 'high'],
        output: 'logits',
        activation: 'logits',
      },
    ]);
    expect(notes).toEqual(['The model is that of onnx/model.onnx; left out: onnx/model_quantized.onnx.']);
    await rm(join(folder.path, 'out'), { recursive: true });
    const relabelled = await imported(folder, { manifest: 'tasks: [{ name: size, labels: [a, b, c] }]' });
    expect(relabelled.pkg.manifest.tasks).toMatchObject([{ name: 'size', labels: ['a', 'b', 'c'] }]);
  });

  it('takes the file itself, described in the folder above, and a model.onnx beside its description', async () => {
    await using folder = await temporaryFolder();
    await writeExportedVit(folder.path);
    const byFile = await imported(folder, { source: join(folder.path, 'onnx', 'model.onnx') });
    expect(byFile.pkg.manifest.tasks).toMatchObject([{ name: 'label', output: 'logits' }]);
    expect(byFile.notes).toEqual([numbered]);

    await rm(join(folder.path, 'out'), { recursive: true });
    await rm(join(folder.path, 'onnx'), { recursive: true });
    await writeClassifier(folder.path, 8);
    expect((await imported(folder)).notes).toEqual([numbered]);
  });

  it('says where config.json speaks of other sizes than the preprocessing', async () => {
    await using folder = await temporaryFolder();
    await writeExportedVit(folder.path, { image_size: [8, 12] });
    expect((await imported(folder)).notes).toContain(
      'config.json speaks of images of 8×12 pixels, the preprocessing gives 8×8; the preprocessing is what is used.',
    );
  });

  it('refuses what its files do not bear out', async () => {
    const unnamed = { id2label: { 0: 'LABEL_0', 1: 'LABEL_1', 2: 'LABEL_2' } };
    const cases: [object, string | undefined, string, string][] = [
      [unnamed, undefined, 'labels_unknown', 'logits (3 values)'],
      [unnamed, 'tasks: [{ name: kind }]', 'labels_unknown', 'task kind'],
      [{ id2label: { 0: 'a', 1: 'b' } }, undefined, 'label_count_mismatch', 'has 2 labels'],
      [{ id2label: { 0: 'a', 2: 'b' } }, undefined, 'bad_config', 'none for output 1'],
      [{ id2label: { 0: 'a', 1: '' } }, undefined, 'bad_config', 'an empty name'],
      [{ id2label: ['a'] }, undefined, 'bad_config', 'id2label'],
      [{ problem_type: 'multi_label_classification' }, undefined, 'not_single_label', 'multi_label'],
      [{ problem_type: 'regression' }, undefined, 'not_single_label', 'regression'],
      [{}, 'tasks: [{ name: a }, { name: b }]', 'labels_unknown', 'task a'],
      [{}, 'tasks: [{ name: a, kind: ordinal, order: [heron] }]', 'bad_manifest', '`order` of task a'],
      [
        {},
        'tasks: [{ name: a, labels: [x, y, z], head: zero-shot, embeddings: t.safetensors }]',
        'bad_manifest',
        'zero-shot',
      ],
    ];
    for (const [config, manifest, code, message] of cases) {
      expect(await refusal(config, manifest)).toEqual({ code, message: expect.stringContaining(message) });
    }
  });

  it('asks which of several variants is meant where none is the full one', async () => {
    await using folder = await temporaryFolder();
    await writeExportedVit(folder.path);
    await rm(join(folder.path, 'onnx', 'model.onnx'));
    await writeFile(join(folder.path, 'onnx', 'model_fp16.onnx'), 'another');
    const error = await userErrorOf(imported(folder));
    expect(error).toMatchObject({
      code: 'unknown_source',
      message: expect.stringContaining('onnx/model_fp16.onnx, onnx/model_quantized.onnx'),
    });
  });
});
