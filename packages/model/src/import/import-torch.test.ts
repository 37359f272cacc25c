import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeCheckpoint } from '../testing/clip-fixture.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { importModel } from './import-model.js';

const fixture = fileURLToPath(new URL('../../fixtures/clip/', import.meta.url));
const bin = join(fixture, 'pytorch_model.bin');

/** Imports the folder as it is now: the package's two files, and what was noted. */
async function imported(
  { path }: TemporaryFolder,
  name: string,
): Promise<{ graph: Buffer; weights: Buffer; notes: string[] }> {
  const notes: string[] = [];
  const into = join(path, name);
  const onNote = (note: string): void => void notes.push(note);
  await importModel({ source: path, into, name: 'tiny', version: '1', onNote });
  const [graph, weights] = await Promise.all(
    ['model.onnx', 'model.onnx.data'].map((file) => readFile(join(into, file))),
  );
  return { graph: graph ?? Buffer.of(), weights: weights ?? Buffer.of(), notes };
}

it('imports pytorch_model.bin to the same bytes as safetensors', async () => {
  await using folder = await temporaryFolder();
  await makeCheckpoint(folder.path);
  await cp(bin, join(folder.path, 'pytorch_model.bin'));
  const both = await imported(folder, 'both');
  expect(both.notes).toEqual(['The weights are those of model.safetensors; left out: pytorch_model.bin.']);
  expect(both.weights.length).toBeGreaterThan(70_000);

  await rm(join(folder.path, 'model.safetensors'));
  const single = await imported(folder, 'single');
  expect(single).toEqual({ ...both, notes: [] });

  const part = 'pytorch_model-00001-of-00001.bin';
  await cp(join(folder.path, 'pytorch_model.bin'), join(folder.path, part));
  await rm(join(folder.path, 'pytorch_model.bin'));
  const safetensors = await readFile(join(fixture, 'model.safetensors'));
  const header: object = JSON.parse(
    safetensors.toString('utf8', 8, 8 + Number(safetensors.readBigUInt64LE(0))),
  );
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  await writeFile(
    join(folder.path, 'pytorch_model.bin.index.json'),
    JSON.stringify({ weight_map: Object.fromEntries(names.map((name) => [name, part])) }),
  );
  expect(await imported(folder, 'sharded')).toEqual(single);

  await rm(join(folder.path, 'pytorch_model.bin.index.json'));
  await cp(bin, join(folder.path, 'weights.pt'));
  await rm(join(folder.path, part));
  expect(await imported(folder, 'named')).toEqual(single);
});
