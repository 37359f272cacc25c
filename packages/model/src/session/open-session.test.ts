/** Runs the built package: the process that tries a device is started from its compiled file. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importModel, listDevices, type ModelPackage, openSession } from '@evenhand/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipInput, expectedLogits, makeCheckpoint } from '../testing/clip-fixture.js';
import { runInProcess } from '../testing/run-in-process.js';
import { swiftshaderEnvironment } from '../testing/swiftshader.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';

const inputs = Float32Array.from([0, 1, 2].flatMap((index) => [...clipInput(index)]));

let folder: TemporaryFolder;
let pkg: ModelPackage;
/** Task → probabilities of the three inputs, from PyTorch's logits. */
let expected: Map<string, number[]>;

const inputFile = (): string => join(folder.path, 'inputs.bin');

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(inputFile(), new Uint8Array(inputs.buffer));
  await makeCheckpoint(folder.path);
  pkg = await importModel({
    source: folder.path,
    into: join(folder.path, 'pkg'),
    name: 'tiny',
    version: '1',
  });
  const logits = (await expectedLogits()).F32.quick_gelu;
  expected = new Map(
    ['shade', 'shape'].map((task) => [task, (logits[`${task}_head`] ?? []).flatMap((row) => softmax(row))]),
  );
});
afterAll(() => folder[Symbol.asyncDispose]());

function softmax(row: number[]): number[] {
  const exponentials = row.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

function expectProbabilities(scores: Iterable<readonly [string, ArrayLike<number>]>): void {
  const actual = [...scores].map(([task, values]) => [task, Array.from(values)]);
  const wanted = [...expected].map(([task, values]) => [
    task,
    values.map((value) => expect.closeTo(value, 5)),
  ]);
  expect(actual).toEqual(wanted);
}

/** Opens the package on a device in another process and gives what it says about the three inputs. */
async function runOn(device: string, env: Record<string, string>): Promise<unknown> {
  const script = `
    import { readFile } from 'node:fs/promises';
    import { loadModelPackage, openSession } from '@evenhand/model';
    const pkg = await loadModelPackage(${JSON.stringify(pkg.dir)});
    try {
      const session = await openSession(pkg, { device: ${JSON.stringify(device)} });
      const { buffer } = new Uint8Array(await readFile(${JSON.stringify(inputFile())}));
      const scores = await session.run(new Float32Array(buffer), 3);
      const plain = [...scores].map(([task, values]) => [task, [...values]]);
      console.log(JSON.stringify({ device: session.device, precision: session.precision, scores: plain }));
      await session.close();
    } catch ({ code, message, hint }) {
      console.log(JSON.stringify({ code, message, hint }));
    }`;
  return await runInProcess(script, env);
}

describe('openSession', () => {
  it("gives PyTorch's probabilities on the CPU, in batches of any size", async () => {
    const session = await openSession(pkg, { device: 'cpu', threads: 1 });
    expect({ device: session.device, precision: session.precision, batch: session.batch }).toEqual({
      device: 'cpu',
      precision: 'fp32',
      batch: null,
    });
    expectProbabilities(await session.run(inputs, 3));
    const single = await session.run(inputs.subarray(2 * 3072), 1);
    expect(single.get('shade')).toHaveLength(3);
    expect(single.get('shade')?.[0]).toBeCloseTo(expected.get('shade')?.[6] ?? Number.NaN, 5);
    await session.close();
  });

  it('finds a device that gives the same with auto', async () => {
    const session = await openSession(pkg, { device: 'auto' });
    expect(['cpu', 'webgpu']).toContain(session.device);
    expectProbabilities(await session.run(inputs, 3));
    await session.close();
  });

  it('refuses devices that do not exist or are not there', async () => {
    const unknown = await userErrorOf(openSession(pkg, { device: 'abacus' }));
    expect(unknown).toMatchObject({ code: 'unknown_device', hint: expect.stringContaining('auto, cpu') });
    const gone = { VK_DRIVER_FILES: join(folder.path, 'none.json'), LD_LIBRARY_PATH: '' };
    expect(await runOn('webgpu', gone)).toMatchObject({
      code: 'device_unavailable',
      message: expect.stringContaining('webgpu'),
      hint: expect.stringContaining('--device cpu'),
    });
  });

  it('refuses CUDA without its libraries and says how to get them', async (context) => {
    const cuda = (await listDevices()).find(({ provider }) => provider === 'cuda');
    if (cuda === undefined || cuda.usable) return context.skip('CUDA is usable here, or cannot be');
    const error = await userErrorOf(openSession(pkg, { device: 'cuda' }));
    expect(error).toMatchObject({
      code: 'device_unavailable',
      hint: expect.stringContaining('ONNXRUNTIME_NODE_INSTALL'),
    });
    expect(cuda.howToGet).toBe(error.hint?.replace('\nOr run with --device cpu.', ''));
  });

  it('gives the same on WebGPU as on the CPU', { timeout: 300_000 }, async (context) => {
    const env = swiftshaderEnvironment();
    if (env === undefined) return context.skip('there is no SwiftShader here: install Chromium');
    const result = (await runOn('webgpu', env)) as { device: string; scores: [string, number[]][] };
    expect(result).toMatchObject({ device: 'webgpu', precision: 'fp32' });
    expectProbabilities(result.scores);
  });
});
