import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubRepo } from './hub-repo.js';
import { selectModelFiles } from './select-model-files.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenhand-select-'));
  const shards = {
    a: 'model-00001-of-00002.safetensors',
    b: 'model-00002-of-00002.safetensors',
    c: 'model-00001-of-00002.safetensors',
  };
  await writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: shards }));
});

afterAll(() => rm(folder, { recursive: true }));

/** A repository with these files; the small ones that are read have this content. */
async function select(paths: string[], contents: Record<string, string> = {}): Promise<string[]> {
  for (const [name, text] of Object.entries(contents)) await writeFile(join(folder, name), text);
  const repo: HubRepo = {
    pinned: 'hf:a/b@c',
    files: paths.map((path) => ({ path, size: 1, digest: '' })),
    fetch: () => Promise.resolve(folder),
  };
  return selectModelFiles(repo);
}

describe('selectModelFiles', () => {
  const clip = { 'config.json': '{"model_type":"clip_vision_model"}' };
  const vit = { 'config.json': '{"model_type":"vit"}' };

  it('takes one set of weights and what describes them', async () => {
    const besides = [
      'README.md',
      'config.json',
      'preprocessor_config.json',
      'tf_model.h5',
      'optimizer.pt',
      'a/b.png',
    ];
    const described = ['config.json', 'preprocessor_config.json', 'README.md'];
    expect(await select([...besides, 'model.safetensors', 'pytorch_model.bin'], clip)).toEqual([
      ...described,
      'model.safetensors',
    ]);
    expect(await select([...besides, 'pytorch_model.bin'], clip)).toEqual([
      ...described,
      'pytorch_model.bin',
    ]);
    const torch = { 'pytorch_model.bin.index.json': '{"weight_map":{"a":"part-2.bin","b":"part-1.bin"}}' };
    expect(await select([...besides, ...Object.keys(torch)], { ...clip, ...torch })).toEqual([
      ...described,
      'pytorch_model.bin.index.json',
      'part-1.bin',
      'part-2.bin',
    ]);
    expect(await select([...besides, 'model.safetensors.index.json'], clip)).toEqual([
      ...described,
      'model.safetensors.index.json',
      'model-00001-of-00002.safetensors',
      'model-00002-of-00002.safetensors',
    ]);
  });

  it('prefers an exported graph where the architecture is another', async () => {
    const paths = [
      'config.json',
      'model.safetensors',
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'onnx/model_fp16.onnx',
    ];
    expect(await select(paths, vit)).toEqual(['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data']);
    expect(await select(paths, clip)).toEqual(['config.json', 'model.safetensors']);
    expect(await select(['faces.onnx', 'faces.onnx.data'])).toEqual(['faces.onnx', 'faces.onnx.data']);
  });

  it('takes the file that the manifest names', async () => {
    const paths = [
      'model.yaml',
      'config.json',
      'model.safetensors',
      'nets/gear.onnx',
      'nets/gear.onnx_data_1',
    ];
    const manifest = { 'model.yaml': 'schemaVersion: 1\nfile: "nets/gear.onnx" # the small one\n' };
    expect(await select(paths, manifest)).toEqual([
      'config.json',
      'model.yaml',
      'nets/gear.onnx',
      'nets/gear.onnx_data_1',
    ]);
  });

  it('takes the class embeddings that the manifest names', async () => {
    const paths = [
      'model.yaml',
      'model.safetensors',
      'a.safetensors',
      'b c.safetensors',
      'other.safetensors',
    ];
    const manifest = {
      'model.yaml':
        'tasks:\n  - name: side\n    embeddings: a.safetensors # prompts\n  - { name: x, embeddings: "b c.safetensors", head: zero-shot }\n',
    };
    expect(await select(paths, manifest)).toEqual([
      'model.yaml',
      'a.safetensors',
      'b c.safetensors',
      'model.safetensors',
    ]);
  });

  it('refuses repositories without weights, and an index that names none', async () => {
    await expect(select(['README.md', 'model.gguf'])).rejects.toMatchObject({ code: 'no_weights' });
    const index = { 'model.safetensors.index.json': '{"weight_map":[]}' };
    await expect(select(['model.safetensors.index.json'], index)).rejects.toMatchObject({
      code: 'bad_index',
    });
  });
});
