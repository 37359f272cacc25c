import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importModel } from '../import/import-model.js';
import { makeCheckpoint } from '../testing/clip-fixture.js';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { loadModelPackage } from './load-model-package.js';
import { verifyModelPackage } from './verify-model-package.js';

async function imported(folder: TemporaryFolder): ReturnType<typeof importModel> {
  await makeCheckpoint(folder.path);
  return await importModel({
    source: folder.path,
    into: join(folder.path, 'pkg'),
    name: 'tiny',
    version: '2',
  });
}

async function edit(dir: string, from: string, to: string): Promise<void> {
  const file = join(dir, 'model.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
}

describe('a model package', () => {
  it('loads as it was imported, and is intact', async () => {
    await using folder = await temporaryFolder();
    const pkg = await imported(folder);
    expect(await loadModelPackage(pkg.dir)).toEqual(pkg);
    expect(await verifyModelPackage(pkg.dir)).toEqual([]);
  });

  it('has a digest of what makes results differ, whatever the order of the keys', async () => {
    await using folder = await temporaryFolder();
    const { dir, digest, preprocessDigest } = await imported(folder);
    await edit(dir, 'name: tiny', 'title: A title\nname: other');
    expect(await loadModelPackage(dir)).toMatchObject({ digest, preprocessDigest });
    await edit(dir, 'convert: RGB\n  exifOrientation: ignore', 'exifOrientation: ignore\n  convert: RGB');
    expect(await loadModelPackage(dir)).toMatchObject({ digest, preprocessDigest });
    await edit(dir, '- dark', '- black');
    const relabelled = await loadModelPackage(dir);
    expect(relabelled.digest).not.toBe(digest);
    expect(relabelled.preprocessDigest).toBe(preprocessDigest);
    await edit(dir, 'resample: bicubic', 'resample: bilinear');
    expect((await loadModelPackage(dir)).preprocessDigest).not.toBe(preprocessDigest);
  });

  it('says which files changed or are gone', async () => {
    await using folder = await temporaryFolder();
    const { dir } = await imported(folder);
    await writeFile(join(dir, 'model.onnx'), 'x', { flag: 'a' });
    await rm(join(dir, 'model.onnx.data'));
    expect(await verifyModelPackage(dir)).toEqual([
      { file: 'model.onnx', problem: 'changed' },
      { file: 'model.onnx.data', problem: 'missing' },
    ]);
    expect(await userErrorOf(loadModelPackage(dir))).toMatchObject({
      code: 'bad_package',
      message: expect.stringContaining('model.onnx.data is missing'),
    });
  });

  it('is refused without a whole manifest', async () => {
    await using folder = await temporaryFolder();
    expect((await userErrorOf(loadModelPackage(folder.path))).code).toBe('package_not_found');
    const { dir } = await imported(folder);
    await edit(dir, 'input: pixel_values', 'inputs: pixel_values');
    expect((await userErrorOf(loadModelPackage(dir))).code).toBe('bad_package');
    await writeFile(join(dir, 'model.yaml'), 'a: [');
    expect((await userErrorOf(loadModelPackage(dir))).code).toBe('bad_package');
  });
});
