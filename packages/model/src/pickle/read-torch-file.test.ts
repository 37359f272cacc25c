import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isWeightDtype } from '../safetensors/dtype.js';
import { readTensorAsFloat32 } from '../safetensors/read-tensor.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { type ZipEntry, zipBytes } from '../testing/write-zip.js';
import { readTorchFile } from './read-torch-file.js';

const fixtures = fileURLToPath(new URL('../../fixtures/torch/', import.meta.url));

/** What PyTorch says about mixed.bin; `bits`: its values as F32, little-endian, in hexadecimal. */
const expected = JSON.parse(await readFile(join(fixtures, 'expected.json'), 'utf8')) as Record<
  string,
  { dtype: string; shape: number[]; bits?: string }
>;

describe('readTorchFile', () => {
  it.each(['mixed.bin', 'protocol4.bin'])('reads every tensor of %s as PyTorch has it', async (name) => {
    const entries = await readTorchFile(join(fixtures, name));
    const read: typeof expected = {};
    for (const entry of entries) {
      const { dtype, shape } = entry;
      const chunks: Uint8Array[] = [];
      if (isWeightDtype(dtype)) for await (const chunk of readTensorAsFloat32(entry)) chunks.push(chunk);
      const bits = isWeightDtype(dtype) ? { bits: Buffer.concat(chunks).toString('hex') } : {};
      read[entry.name] = { dtype, shape: [...shape], ...bits };
    }
    expect(read).toEqual(expected);
    expect(Object.keys(read)).toEqual(Object.keys(expected));
  });

  it('marks only the tensors that do not lie row by row', async () => {
    const entries = await readTorchFile(join(fixtures, 'mixed.bin'));
    const turned = entries.filter(({ strides }) => strides !== undefined).map(({ name }) => name);
    expect(turned).toEqual(['columns', 'transposed', 'permuted', 'turned_half']);
  });

  it.each([
    ['legacy.bin', 'bad_torch_file', 'the format of PyTorch before 1.6'],
    ['training.bin', 'bad_torch_file', '"state_dict" is not a tensor'],
    ['module.bin', 'unsafe_pickle', 'asks for torch.nn.modules.linear.Linear'],
  ])('refuses %s', async (name, code, message) => {
    const error = await userErrorOf(readTorchFile(join(fixtures, name)));
    expect({ code: error.code, message: error.message }).toEqual({
      code,
      message: expect.stringContaining(message),
    });
  });
});

/** `{'w': tensor}`, as torch.save writes it; `elements` of the storage and the shape are as claimed. */
function pickleOf(elements: string, shape: string, stride: string): Buffer {
  const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;
  const storage = `(${text('storage')}ctorch\nFloatStorage\n${text('0')}${text('cpu')}${elements}tQ`;
  const hooks = 'ccollections\nOrderedDict\n)R';
  const tensor = `ctorch._utils\n_rebuild_tensor_v2\n(${storage}K\0${shape}${stride}\x89${hooks}tR`;
  return Buffer.from(`\x80\x02}${text('w')}${tensor}s.`, 'latin1');
}

/** A long of 8 bytes, little-endian. */
function long(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return `\x8a\x08${bytes.toString('latin1')}`;
}

const honest = pickleOf('K\x04', 'K\x02K\x02\x86', 'K\x02K\x01\x86');
const four = { name: 'a/data/0', data: new Uint8Array(16) };

async function refusal(entries: ZipEntry[] | Uint8Array): Promise<{ code: string; message: string }> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'model.bin');
  await writeFile(file, entries instanceof Uint8Array ? entries : zipBytes(entries));
  const { code, message } = await userErrorOf(readTorchFile(file));
  return { code, message };
}

describe('archives that are not what torch.save writes', () => {
  it('reads the honest one', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'model.bin');
    await writeFile(file, zipBytes([{ name: 'a/data.pkl', data: honest }, four]));
    const where = 30 + 'a/data.pkl'.length + honest.length + 30 + 'a/data/0'.length;
    expect(await readTorchFile(file)).toEqual([
      { name: 'w', dtype: 'F32', shape: [2, 2], file, offset: where, bytes: 16 },
    ]);
  });

  it('reads a tensor without values whatever its strides', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'model.bin');
    const data = pickleOf('K\x04', 'K\0K\x03\x86', 'K\x03K\xff\x86');
    await writeFile(file, zipBytes([{ name: 'a/data.pkl', data }, four]));
    const [entry] = await readTorchFile(file);
    expect(entry).toMatchObject({ shape: [0, 3], bytes: 0 });
    expect(entry).not.toHaveProperty('strides');
  });

  it('refuses claims that the archive does not bear out', async () => {
    const giant = long(2_500_000_000);
    const cases: [Buffer, ZipEntry[], string][] = [
      [pickleOf(giant, `${giant}\x85`, 'K\x01\x85'), [four], 'claims a storage of 2500000000 F32 values'],
      [pickleOf('K\x04', `${giant}\x85`, 'K\x00\x85'), [four], 'reaches to value 2500000000'],
      [pickleOf('K\x04', 'K\x02K\x02\x86', 'K\x03K\x01\x86'), [four], 'reaches to value 5 of a storage of 4'],
      [pickleOf('K\x04', 'J\xff\xff\xff\xff\x85', 'K\x01\x85'), [four], 'other arguments than torch'],
      [pickleOf('K\x04', `K\0${long(2 ** 52)}\x86`, 'K\x01K\x01\x86'), [], 'storage "0", which is not there'],
    ];
    for (const [data, storages, message] of cases) {
      const error = await refusal([{ name: 'a/data.pkl', data }, ...storages]);
      expect(error).toEqual({ code: 'bad_torch_file', message: expect.stringContaining(message) });
    }
  });

  it('inflates nothing, so that a bomb stays small', async () => {
    const bomb = deflateRawSync(new Uint8Array(1_000_000));
    const data = { name: 'a/data.pkl', data: honest };
    const cases: [ZipEntry[], string][] = [
      [[data, { ...four, data: bomb, method: 8, claimedBytes: 4_000_000_000 }], 'a/data/0 is compressed'],
      [[{ ...data, data: bomb, method: 8, claimedBytes: 1_000_000 }, four], 'a/data.pkl is compressed'],
      [[data, { ...four, claimedBytes: 4_000_000_000 }], 'damaged'],
      [[data, { ...four, data: bomb, method: 8, claimedBytes: bomb.length }], 'a/data/0 is compressed'],
    ];
    for (const [entries, message] of cases) {
      const error = await refusal(entries);
      expect(error).toEqual({ code: 'bad_torch_file', message: expect.stringContaining(message) });
    }
  });

  it('refuses other archives, other byte orders and damaged files', async () => {
    const data = { name: 'a/data.pkl', data: honest };
    const whole = zipBytes([data, four]);
    const big = { name: 'a/byteorder', data: Buffer.from('big') };
    const cases: [ZipEntry[] | Uint8Array, string][] = [
      [[data, four, big], 'its byte order is "big"'],
      [[{ name: 'readme.txt', data: new Uint8Array(1) }], '0 files data.pkl'],
      [[data, { ...data, name: 'b/data.pkl' }], '2 files data.pkl'],
      [[data, data, four], 'is there twice'],
      [[{ ...data, data: new Uint8Array(4_000_001) }, four], 'larger than the 4000000 allowed'],
      [whole.subarray(0, whole.length - 30), 'damaged'],
      [Buffer.from('<!DOCTYPE html><html>'), 'saved web page'],
      [Buffer.from('weights'), 'no zip archive'],
      [new Uint8Array(0), 'no zip archive'],
    ];
    for (const [content, message] of cases) {
      const error = await refusal(content);
      expect(error).toEqual({ code: 'bad_torch_file', message: expect.stringContaining(message) });
    }
  });

  it('refuses a directory that lies outside the file, in 64 bits too', async () => {
    const whole = zipBytes([{ name: 'a/data.pkl', data: honest }, four]);
    const end = whole.lastIndexOf('PK\x05\x06');
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(2n ** 63n, 8);
    const wide = Buffer.concat([whole.subarray(0, end), locator, whole.subarray(end)]);
    wide.writeUInt32LE(0xffffffff, wide.length - 6);
    const error = await refusal(wide);
    expect(error).toEqual({ code: 'bad_torch_file', message: expect.stringContaining('are asked for') });
  });

  it('refuses storages that lie in the same bytes', async () => {
    const shared = new Uint8Array(2000);
    const file = zipBytes([
      { name: 'a/data.pkl', data: honest },
      { name: 'a/data/0', data: shared },
      { name: 'a/data/1', data: new Uint8Array(0) },
    ]);
    const first = file.indexOf('PK\x01\x02', file.lastIndexOf('a/data.pkl'));
    const second = file.indexOf('PK\x01\x02', first + 4);
    // Sizes and the place of the local header.
    for (const at of [20, 24, 42]) file.copy(file, second + at, first + at, first + at + 4);
    const error = await refusal(file);
    expect(error).toEqual({
      code: 'bad_torch_file',
      message: expect.stringContaining('storages claim 4000'),
    });
  });
});
