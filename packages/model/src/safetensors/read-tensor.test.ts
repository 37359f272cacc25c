import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { readTensorAsFloat32 } from './read-tensor.js';

async function convert(dtype: string, data: Uint8Array): Promise<Float32Array> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'weights');
  await writeFile(file, Buffer.concat([Buffer.alloc(3), data]));
  const chunks: Uint8Array[] = [];
  for await (const chunk of readTensorAsFloat32({
    name: 't',
    dtype,
    shape: [],
    file,
    offset: 3,
    bytes: data.length,
  })) {
    chunks.push(chunk);
  }
  return new Float32Array(new Uint8Array(Buffer.concat(chunks)).buffer);
}

describe('readTensorAsFloat32', () => {
  it('copies F32', async () => {
    const values = Float32Array.of(1.5, -0, 3.4e38, 1e-45, Number.NaN);
    expect(await convert('F32', new Uint8Array(values.buffer))).toEqual(values);
  });

  it('converts F16 as IEEE 754 defines it', async () => {
    const bits = Uint16Array.of(
      0x3c00,
      0xc000,
      0x7bff,
      0x0400,
      0x03ff,
      0x0001,
      0x8001,
      0x8000,
      0x3555,
      0x7c00,
      0xfc00,
      0x7e00,
    );
    const values = await convert('F16', new Uint8Array(bits.buffer));
    expect(values).toEqual(
      Float32Array.of(
        ...[1, -2, 65504, 2 ** -14, (1023 / 1024) * 2 ** -14, 2 ** -24, -(2 ** -24), -0, 0.333251953125],
        ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
      ),
    );
  });

  it('converts BF16, the upper half of F32', async () => {
    const bits = Uint16Array.of(0x3f80, 0xc049, 0x7f80, 0x0001, 0x8000);
    const values = await convert('BF16', new Uint8Array(bits.buffer));
    expect(values).toEqual(Float32Array.of(1, -3.140625, Number.POSITIVE_INFINITY, 2 ** -133, -0));
  });

  it('reads tensors of many chunks without losing a byte', async () => {
    const values = Float32Array.from({ length: 2_500_001 }, (_, i) => i);
    const read = await convert('F32', new Uint8Array(values.buffer));
    expect(Buffer.from(read.buffer).equals(Buffer.from(values.buffer))).toBe(true);
  });

  it('refuses other types', async () => {
    const error = await userErrorOf(convert('F64', new Uint8Array(8)));
    expect(error.code).toBe('unsupported_dtype');
  });
});
