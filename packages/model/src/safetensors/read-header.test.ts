import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isUserError } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { safetensorsBytes } from '../testing/write-safetensors.js';
import { readSafetensorsHeader } from './read-header.js';

const a = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };
const b = { dtype: 'BF16', shape: [3], data_offsets: [16, 22] };

async function read(bytes: Uint8Array): ReturnType<typeof readSafetensorsHeader> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'model.safetensors');
  await writeFile(file, bytes);
  return await readSafetensorsHeader(file);
}

function file(header: unknown, dataBytes = 22): Buffer {
  return safetensorsBytes(
    typeof header === 'string' ? header : JSON.stringify(header),
    Buffer.alloc(dataBytes),
  );
}

describe('readSafetensorsHeader', () => {
  it('gives every tensor with its place in the file, in the order of the data', async () => {
    const bytes = file({ __metadata__: { format: 'pt' }, b, a });
    const entries = await read(bytes);
    const start = bytes.length - 22;
    expect(
      entries.map(({ name, dtype, shape, offset, bytes: size }) => ({ name, dtype, shape, offset, size })),
    ).toEqual([
      { name: 'a', dtype: 'F32', shape: [2, 2], offset: start, size: 16 },
      { name: 'b', dtype: 'BF16', shape: [3], offset: start + 16, size: 6 },
    ]);
  });

  it('reads scalars, empty tensors, and a header padded with blanks', async () => {
    const header = {
      s: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
      e: { dtype: 'F32', shape: [0, 7], data_offsets: [4, 4] },
    };
    const entries = await read(file(`${JSON.stringify(header)}     `, 4));
    expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['s', 4],
      ['e', 0],
    ]);
  });

  const huge = Buffer.alloc(64);
  huge.writeBigUInt64LE(2n ** 60n);
  const refused: [string, Uint8Array, string][] = [
    ['an empty file', Buffer.alloc(0), 'it has 0 bytes'],
    ['a header of 2^60 bytes', huge, '1152921504606846976 bytes, more than'],
    ['a header longer than the file', file({ a, b }).subarray(0, 40), 'its header ends at byte'],
    [
      'a file that was cut short',
      file({ a, b }, 20),
      'tensor b ends at data byte 22 but the file has only 20',
    ],
    ['bytes that belong to no tensor', file({ a, b }, 30), '8 bytes at its end belong to no tensor'],
    [
      'overlapping tensors',
      file({ a, b: { ...b, data_offsets: [12, 18] } }),
      'tensor b starts at data byte 12 and overlaps',
    ],
    [
      'a hole',
      file({ a, b: { ...b, data_offsets: [20, 26] } }, 26),
      'tensor b starts at data byte 20 and leaves a hole',
    ],
    [
      'negative offsets',
      file({ a: { ...a, data_offsets: [-16, 0] } }),
      'tensor a has the impossible data_offsets [-16,0]',
    ],
    [
      'offsets the wrong way round',
      file({ a: { ...a, data_offsets: [16, 0] } }),
      'tensor a is F32 of shape [2, 2]',
    ],
    ['too few bytes for the shape', file({ a: { ...a, shape: [2, 3] } }), 'which takes 24 bytes'],
    [
      'a shape whose product overflows',
      file({ a: { ...a, shape: [2 ** 50, 2 ** 50, 2 ** 50] } }),
      'tensor a is F32 of shape',
    ],
    ['a fractional shape', file({ a: { ...a, shape: [1.5] } }), 'tensor a has the impossible shape [1.5]'],
    [
      'a shape of many dimensions',
      file({ a: { ...a, shape: new Array(40).fill(1) } }),
      'tensor a has the impossible shape',
    ],
    ['an unknown dtype', file({ a: { ...a, dtype: 'F4' } }), 'tensor a has the unknown dtype "F4"'],
    ['a dtype named like a method', file({ a: { ...a, dtype: 'toString' } }), 'unknown dtype "toString"'],
    [
      'a tensor given twice',
      file(`{"a":${JSON.stringify(a)},"\\u0061":${JSON.stringify(a)}}`, 16),
      'the key "a" is given twice',
    ],
    ['a tensor that is no object', file({ a: 3 }), 'tensor a is not described by an object'],
    ['a header that is a list', file([]), 'its header is not a JSON object'],
    ['a header that is not JSON', file('{"a":'), 'its header is not valid JSON'],
    [
      'a header that is not UTF-8',
      safetensorsBytes(Buffer.from([0x7b, 0xff, 0x7d]), Buffer.alloc(0)),
      'not UTF-8',
    ],
    ['a header nested without end', file('['.repeat(1_000_000)), 'nested more than'],
    ['a saved web page', Buffer.from('<!DOCTYPE html><html><body>Not found</body></html>'), 'saved web page'],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n'),
      'Git LFS pointer',
    ],
  ];
  it.each(refused)('refuses %s', async (_name, bytes, message) => {
    const error = await userErrorOf(read(bytes));
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'bad_safetensors',
      message: expect.stringContaining(message),
    });
    expect(error.message).toContain('model.safetensors');
  });

  it('refuses a file that is not there', async () => {
    const error = await userErrorOf(readSafetensorsHeader('/nowhere/model.safetensors'));
    expect(error.code).toBe('file_not_found');
  });

  it('answers any damage with entries that fit the file, or an error for the user', async () => {
    const valid = file({ __metadata__: { format: 'pt' }, a, b });
    const damage = fc.record({
      edits: fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 8 }),
      length: fc.nat(valid.length + 16),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ edits, length }) => {
        const bytes = Buffer.alloc(length);
        valid.copy(bytes);
        for (const [at, value] of edits) if (at < length) bytes[at] = value;
        await refusesOrFits(bytes);
      }),
      { numRuns: 400 },
    );
  });

  it('answers any header of the right grammar likewise', async () => {
    const number = fc.oneof(fc.integer({ min: -4, max: 64 }), fc.double(), fc.constant(2 ** 53));
    const tensor = fc.record(
      {
        dtype: fc.oneof(fc.constantFrom('F32', 'F16', 'BF16', 'I64', 'U8'), fc.string()),
        shape: fc.oneof(fc.array(number, { maxLength: 4 }), fc.jsonValue()),
        data_offsets: fc.oneof(fc.tuple(number, number), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const header = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toString')), tensor);
    await fc.assert(
      fc.asyncProperty(header, fc.nat(64), async (content, size) => {
        await refusesOrFits(safetensorsBytes(JSON.stringify(content), Buffer.alloc(size)));
      }),
      { numRuns: 400 },
    );
  });
});

async function refusesOrFits(bytes: Buffer): Promise<void> {
  try {
    const entries = await read(bytes);
    for (const entry of entries) expect(entry.offset + entry.bytes).toBeLessThanOrEqual(bytes.length);
  } catch (error) {
    if (!isUserError(error)) throw error;
  }
}
