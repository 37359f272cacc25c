import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { importModel } from '../import/import-model.js';
import type { ModelPackage } from '../package/model-package.js';
import { createOrtSession } from '../session/create-ort-session.js';
import {
  type CheckpointVariant,
  clipInput,
  expectedLogits,
  type FixtureDtype,
  makeCheckpoint,
} from '../testing/clip-fixture.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { type RawTensor, writeSafetensors } from '../testing/write-safetensors.js';

/** What is asked for; the fixture agrees to 1e-6. */
const TOLERANCE = 2e-4;

async function importVariant(variant: CheckpointVariant, folder: TemporaryFolder): Promise<ModelPackage> {
  await makeCheckpoint(folder.path, variant);
  return await importModel({
    source: folder.path,
    into: join(folder.path, 'out'),
    name: 'tiny',
    version: '1',
  });
}

async function largestDifference(pkg: ModelPackage, expected: Record<string, number[][]>): Promise<number> {
  const session = await createOrtSession(join(pkg.dir, 'model.onnx'), { provider: 'cpu', threads: 1 });
  const outputs = await logits(session, [0, 1, 2]);
  const differences = Object.entries(expected).flatMap(([head, rows]) =>
    rows.flat().map((value, index) => Math.abs(value - (outputs[head]?.[index] ?? Number.NaN))),
  );
  await session.release();
  return Math.max(...differences);
}

async function logits(session: InferenceSession, inputs: number[]): Promise<Record<string, number[]>> {
  const values = Float32Array.from(inputs.flatMap((index) => [...clipInput(index)]));
  const outputs = await session.run({
    pixel_values: new Tensor('float32', values, [inputs.length, 3, 32, 32]),
  });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, [...(data as Float32Array)]]),
  );
}

function renamed(from: string, to: string) {
  return (tensors: RawTensor[]): RawTensor[] =>
    tensors.map((tensor) => ({
      ...tensor,
      name: tensor.name.startsWith(from) ? to + tensor.name.slice(from.length) : tensor.name,
    }));
}

describe('a CLIP checkpoint agrees with PyTorch', () => {
  const dtypes: FixtureDtype[] = ['F32', 'F16', 'BF16'];
  const prefixes = ['vision_model.', 'vision_model.vision_model.', ''];
  const cases = dtypes.flatMap((dtype) => prefixes.map((prefix) => ({ dtype, prefix })));
  it.each(cases)('in $dtype with the prefix "$prefix"', async ({ dtype, prefix }) => {
    await using folder = await temporaryFolder();
    const pkg = await importVariant({ dtype, tensors: renamed('vision_model.', prefix) }, folder);
    const expected = (await expectedLogits())[dtype].quick_gelu;
    expect(await largestDifference(pkg, expected)).toBeLessThan(TOLERANCE);
  });

  it('with gelu, a nested vision_config and position_ids', async () => {
    await using folder = await temporaryFolder();
    const positions: RawTensor = {
      name: 'vision_model.embeddings.position_ids',
      dtype: 'I64',
      shape: [1, 17],
      data: new Uint8Array(17 * 8),
    };
    const config = ({ model_type: _, ...vision }: Record<string, unknown>) => ({
      model_type: 'clip',
      text_config: { hidden_size: 512 },
      vision_config: { ...vision, hidden_act: 'gelu' },
    });
    const pkg = await importVariant({ tensors: (tensors) => [positions, ...tensors], config }, folder);
    const { gelu, quick_gelu } = (await expectedLogits()).F32;
    expect(await largestDifference(pkg, gelu)).toBeLessThan(TOLERANCE);
    expect(await largestDifference(pkg, quick_gelu)).toBeGreaterThan(TOLERANCE);
  });

  it('in several parts', async () => {
    await using folder = await temporaryFolder();
    const parts: RawTensor[][] = [];
    await makeCheckpoint(folder.path, {
      tensors: (tensors) => {
        parts.push(tensors.slice(0, 20), tensors.slice(20));
        return tensors;
      },
    });
    await rm(join(folder.path, 'model.safetensors'));
    const weightMap: Record<string, string> = {};
    for (const [index, part] of parts.entries()) {
      await writeSafetensors(join(folder.path, `part-${index}.safetensors`), part);
      for (const { name } of part) weightMap[name] = `part-${index}.safetensors`;
    }
    await writeFile(
      join(folder.path, 'model.safetensors.index.json'),
      JSON.stringify({ metadata: { total_size: 0 }, weight_map: weightMap }),
    );
    const pkg = await importModel({
      source: folder.path,
      into: join(folder.path, 'out'),
      name: 'tiny',
      version: '1',
    });
    expect(await largestDifference(pkg, (await expectedLogits()).F32.quick_gelu)).toBeLessThan(TOLERANCE);
  });
});
