import { cp, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, createBench } from './cli.js';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.remove());

describe('Ctrl-C', () => {
  it('in `model add` leaves nothing behind', async () => {
    const source = join(bench.folder, 'large');
    await largeCheckpoint(source);
    const add = ['model', 'add', source, '--name', 'large', '--version', '1'];
    const stopped = await bench.run(add, {
      onStderr: (text, kill) => text.includes('import large@1') && kill('SIGINT'),
    });
    expect(stopped.stderr).toContain('nothing was added');
    expect(stopped.code).toBe(130);
    expect(await readdir(join(bench.workspace, 'models/large'))).toEqual([]);
    expect(await bench.json('model', 'list')).toEqual([]);
  });

  it('in `dataset add` leaves nothing behind', async () => {
    const folder = join(bench.folder, 'butterflies');
    await generateDemo({ folder, split: 'audit', plan: { count: 40 } });
    // Enough to read for a signal to arrive in time.
    for (let copy = 0; copy < 50; copy++) {
      await cp(join(folder, 'images'), join(bench.folder, 'many', `class-${copy}`), { recursive: true });
    }
    const add = ['dataset', 'add', join(bench.folder, 'many'), '--name', 'many', '--format', 'imagefolder'];
    const stopped = await bench.run(add, {
      onStderr: (text, kill) => text.includes('read many') && kill('SIGINT'),
    });
    expect(stopped.stderr).toContain('nothing was added');
    expect(stopped.code).toBe(130);
    expect(await bench.json('dataset', 'list')).toEqual([]);
  });
});

/** A checkpoint of 300 MB of zeros that takes no room on most disks. */
async function largeCheckpoint(folder: string): Promise<void> {
  await cp(demoModelFolder('v1'), folder, { recursive: true });
  const [d, m, layers, size, patch] = [64, 65_536, 9, 32, 8];
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({
      model_type: 'clip_vision_model',
      hidden_size: d,
      intermediate_size: m,
      num_hidden_layers: layers,
      num_attention_heads: 4,
      image_size: size,
      patch_size: patch,
    }),
  );
  const processor = { crop_size: size, size: { shortest_edge: size }, do_resize: true, do_center_crop: true };
  await writeFile(
    join(folder, 'preprocessor_config.json'),
    JSON.stringify({ image_processor_type: 'CLIPImageProcessor', ...processor }),
  );
  await writeFile(
    join(folder, 'model.yaml'),
    'schemaVersion: 1\ntasks:\n  - { name: side, head: side_head, labels: [Dorsal, Ventral] }\n',
  );
  const linear = (name: string, rows: number, columns: number): [string, number[]][] => [
    [`${name}.weight`, [rows, columns]],
    [`${name}.bias`, [rows]],
  ];
  const norm = (name: string): [string, number[]][] => [
    [`${name}.weight`, [d]],
    [`${name}.bias`, [d]],
  ];
  const shapes: [string, number[]][] = [
    ['embeddings.class_embedding', [d]],
    ['embeddings.patch_embedding.weight', [d, 3, patch, patch]],
    ['embeddings.position_embedding.weight', [(size / patch) ** 2 + 1, d]],
    ...norm('pre_layrnorm'),
    ...norm('post_layernorm'),
    ...linear('side_head', 2, d),
    ...Array.from({ length: layers }, (_, layer) => `encoder.layers.${layer}`).flatMap((layer) => [
      ...['q_proj', 'k_proj', 'v_proj', 'out_proj'].flatMap((name) =>
        linear(`${layer}.self_attn.${name}`, d, d),
      ),
      ...linear(`${layer}.mlp.fc1`, m, d),
      ...linear(`${layer}.mlp.fc2`, d, m),
      ...norm(`${layer}.layer_norm1`),
      ...norm(`${layer}.layer_norm2`),
    ]),
  ];
  let end = 0;
  const header = Object.fromEntries(
    shapes.map(([name, shape]) => {
      const begin = end;
      end += 4 * shape.reduce((product, dimension) => product * dimension, 1);
      return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const file = await open(join(folder, 'model.safetensors'), 'w');
  await file.writeFile(Buffer.concat([length, text]));
  await file.truncate(8 + text.length + end);
  await file.close();
}
