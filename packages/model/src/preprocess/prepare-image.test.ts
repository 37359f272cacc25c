import { createHash } from 'node:crypto';
import { preprocessSpec } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { fixturePath, readFixture } from './pillow-golden.js';
import { type ImageJob, prepareImage } from './prepare-image.js';
import type { PreparedImage } from './prepared-image.js';
import { createPreprocessor } from './preprocess.js';

const spec = preprocessSpec.parse({ resize: { shortestEdge: 8 }, crop: { height: 8, width: 8 } });
const tools = { spec, preprocess: createPreprocessor(spec) };
const prepare = (image: ImageJob['image'], sha256?: ImageJob['sha256']): Promise<PreparedImage> =>
  prepareImage({ image, sha256 }, tools);

const digest = createHash('sha256').update(readFixture('rgb.png')).digest('hex');

describe('prepareImage', () => {
  it('gives pixels and the digest of the file', async () => {
    expect(await prepare(fixturePath('rgb.png'), digest)).toEqual({
      ok: true,
      pixels: expect.any(Float32Array),
      sha256: digest,
      warnings: [],
    });
  });

  it('notices that a file has changed', async () => {
    expect(await prepare(fixturePath('rgb.png'), '0'.repeat(64))).toEqual({
      ok: false,
      code: 'image_changed',
      message: `The file has changed since it was registered: its SHA-256 was ${'0'.repeat(64)} and is ${digest} now.`,
    });
  });

  it('names the file that is missing', async () => {
    expect(await prepare(fixturePath('absent.png'))).toEqual({
      ok: false,
      code: 'missing_file',
      message: `There is no file ${fixturePath('absent.png')}.`,
    });
  });

  it('refuses a folder', async () => {
    expect(await prepare(fixturePath('.'))).toMatchObject({ ok: false, code: 'unreadable_image' });
  });

  it('passes on why an image cannot be decoded', async () => {
    expect(await prepare(fixturePath('truncated-rgb.png'))).toMatchObject({
      ok: false,
      code: 'unreadable_image',
    });
  });
});
