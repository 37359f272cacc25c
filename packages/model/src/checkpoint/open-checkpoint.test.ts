import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { writeSafetensors } from '../testing/write-safetensors.js';
import { openCheckpoint } from './open-checkpoint.js';

const one = { name: 'one', dtype: 'F32', shape: [1], data: new Uint8Array(4) };
const two = { name: 'two', dtype: 'F16', shape: [2], data: new Uint8Array(4) };

/** A checkpoint in two parts; `weightMap` is its index. */
async function sharded(weightMap: unknown): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await writeSafetensors(join(folder.path, 'model-00001-of-00002.safetensors'), [one]);
  await writeSafetensors(join(folder.path, 'model-00002-of-00002.safetensors'), [two]);
  const text = typeof weightMap === 'string' ? weightMap : JSON.stringify({ weight_map: weightMap });
  await writeFile(join(folder.path, 'model.safetensors.index.json'), text);
  return folder;
}

describe('openCheckpoint', () => {
  it('joins the parts that the index lists', async () => {
    await using folder = await sharded({
      one: 'model-00001-of-00002.safetensors',
      two: 'model-00002-of-00002.safetensors',
    });
    const { tensors } = await openCheckpoint(folder.path);
    expect([...tensors.keys()]).toEqual(['one', 'two']);
    expect(tensors.get('two')?.file).toBe(join(folder.path, 'model-00002-of-00002.safetensors'));
  });

  it('refuses an index that does not fit its parts', async () => {
    const first = 'model-00001-of-00002.safetensors';
    const second = 'model-00002-of-00002.safetensors';
    const cases: [unknown, string, string][] = [
      [
        { one: first, two: 'model-3.safetensors' },
        'missing_shard',
        'lists model-3.safetensors, which is not in the folder',
      ],
      [{ one: second, two: second }, 'bad_shard_index', `tensor one is not in ${second}`],
      [{ one: first, two: first }, 'bad_shard_index', `tensor two is not in ${first}`],
      [
        { one: second, two: first },
        'bad_shard_index',
        `tensor two is in ${second}, but the index says it is in ${first}`,
      ],
      [
        { one: first, three: second },
        'bad_shard_index',
        `tensor two is in ${second}, but the index does not list it`,
      ],
      [
        { one: '../model.safetensors', two: second },
        'bad_shard_index',
        '"../model.safetensors" is not the name',
      ],
      [{ one: '/etc/model.safetensors', two: second }, 'bad_shard_index', 'is not the name'],
      [{ one: 'C:\\model.safetensors', two: second }, 'bad_shard_index', 'is not the name'],
      [{ one: 1 }, 'bad_shard_index', 'it has no `weight_map`'],
      ['{"weight_map": {"one": "x.safetensors", "one": "y.safetensors"}}', 'bad_shard_index', 'given twice'],
      ['<html>', 'bad_shard_index', 'not valid JSON'],
    ];
    for (const [weightMap, code, message] of cases) {
      await using folder = await sharded(weightMap);
      const error = await userErrorOf(openCheckpoint(folder.path));
      expect({ code: error.code, message: error.message }).toEqual({
        code,
        message: expect.stringContaining(message),
      });
    }
  });

  it('prefers safetensors and says so', async () => {
    await using folder = await sharded({
      one: 'model-00001-of-00002.safetensors',
      two: 'model-00002-of-00002.safetensors',
    });
    await writeFile(join(folder.path, 'pytorch_model.bin'), 'never read');
    const { tensors, notes } = await openCheckpoint(folder.path);
    expect([...tensors.keys()]).toEqual(['one', 'two']);
    expect(notes).toEqual([
      'The weights are those of model.safetensors.index.json; left out: pytorch_model.bin.',
    ]);
  });

  it('asks for weights where there are none, or several state dicts', async () => {
    await using folder = await temporaryFolder();
    expect((await userErrorOf(openCheckpoint(folder.path))).code).toBe('no_weights');
    await writeFile(join(folder.path, 'one.pt'), '');
    await writeFile(join(folder.path, 'optimizer.pt'), '');
    expect((await userErrorOf(openCheckpoint(folder.path))).code).toBe('bad_torch_file');
    await writeFile(join(folder.path, 'two.pt'), '');
    expect((await userErrorOf(openCheckpoint(folder.path))).code).toBe('no_weights');
  });
});
