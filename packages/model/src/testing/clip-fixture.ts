import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSafetensorsHeader } from '../safetensors/read-header.js';
import { type RawTensor, writeSafetensors } from './write-safetensors.js';

const clipFixture = fileURLToPath(new URL('../../fixtures/clip/', import.meta.url));

export type FixtureDtype = 'F32' | 'F16' | 'BF16';

/** Logits of PyTorch: [dtype][activation][head][input]. */
export type ExpectedLogits = Record<FixtureDtype, Record<'quick_gelu' | 'gelu', Record<string, number[][]>>>;

export async function expectedLogits(): Promise<ExpectedLogits> {
  return JSON.parse(await readFile(join(clipFixture, 'expected.json'), 'utf8')) as ExpectedLogits;
}

/** Input number `index` of fixtures/make_clip.py. */
export function clipInput(index: number): Float32Array {
  return Float32Array.from({ length: 3 * 32 * 32 }, (_, i) => 2 * Math.sin(0.1 * i + index));
}

export interface CheckpointVariant {
  dtype?: FixtureDtype;
  /** Changes the tensors; each is one entry of the file. */
  tensors?: (tensors: RawTensor[]) => RawTensor[];
  /** Changes config.json. */
  config?: (config: Record<string, unknown>) => Record<string, unknown>;
  /** Another model.yaml; null for none. */
  manifest?: string | null;
}

/** Copies the tiny checkpoint into `folder`, changed as asked. */
export async function makeCheckpoint(folder: string, variant: CheckpointVariant = {}): Promise<void> {
  const { dtype = 'F32', tensors = (same) => same, config = (same) => same, manifest } = variant;
  const weights = dtype === 'F32' ? 'model.safetensors' : `${dtype}.safetensors`;
  await writeSafetensors(
    join(folder, 'model.safetensors'),
    tensors(await readRaw(join(clipFixture, weights))),
  );
  const original = JSON.parse(await readFile(join(clipFixture, 'config.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  await writeFile(join(folder, 'config.json'), JSON.stringify(config(original)));
  await cp(join(clipFixture, 'preprocessor_config.json'), join(folder, 'preprocessor_config.json'));
  if (manifest === undefined) await cp(join(clipFixture, 'model.yaml'), join(folder, 'model.yaml'));
  else if (manifest !== null) await writeFile(join(folder, 'model.yaml'), manifest);
}

/** All tensors of a safetensors file. */
export async function readRaw(file: string): Promise<RawTensor[]> {
  const bytes = await readFile(file);
  return (await readSafetensorsHeader(file)).map((entry) => ({
    name: entry.name,
    dtype: entry.dtype,
    shape: [...entry.shape],
    data: bytes.subarray(entry.offset, entry.offset + entry.bytes),
  }));
}
