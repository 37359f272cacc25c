import { writeFile } from 'node:fs/promises';

export interface RawTensor {
  name: string;
  dtype: string;
  shape: number[];
  data: Uint8Array;
}

export async function writeSafetensors(file: string, tensors: readonly RawTensor[]): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const { name, dtype, shape, data } of tensors) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.length] };
    offset += data.length;
  }
  await writeFile(
    file,
    safetensorsBytes(JSON.stringify(header), Buffer.concat(tensors.map(({ data }) => data))),
  );
}

/** A file with any header, for what must be refused. */
export function safetensorsBytes(header: string | Uint8Array, data: Uint8Array): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
