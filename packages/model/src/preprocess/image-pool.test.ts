/** Runs the built package: a worker thread is started from its compiled file. */

import { preprocessSpec } from '@evenhand/contracts';
import { createImagePool, type ImagePool } from '@evenhand/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.js';
import { fixturePath, goldenImages, readFixture } from './pillow-golden.js';
import { createPreprocessor } from './preprocess.js';

const spec = preprocessSpec.parse({ resize: { shortestEdge: 16 }, crop: { height: 16, width: 16 } });

describe('createImagePool', () => {
  let pool: ImagePool;
  beforeAll(() => {
    pool = createImagePool({ spec, threads: 2 });
  });
  afterAll(() => pool.close());

  it('prepares images in threads as the functions do in this one', async () => {
    const preprocess = createPreprocessor(spec);
    const names = goldenImages.map(({ name }) => name);
    const prepared = await Promise.all(names.map((name) => pool.prepare({ path: fixturePath(name) })));
    for (const [index, name] of names.entries()) {
      const decoded = await decodeImage(readFixture(name), spec);
      if (!decoded.ok) throw new Error(decoded.message);
      expect(prepared[index]).toMatchObject({
        ok: true,
        pixels: preprocess(decoded.image),
        warnings: decoded.warnings,
      });
    }
  });

  it('gives failures as values and goes on', async () => {
    const codes = await Promise.all([
      pool.prepare({ path: fixturePath('absent.jpg') }),
      pool.prepare({ path: fixturePath('truncated-rgb-420.jpg') }),
      pool.prepare({ path: fixturePath('rgb.png') }, { sha256: 'f'.repeat(64) }),
      pool.prepare({ path: fixturePath('rgb.png') }),
    ]);
    expect(codes.map((image) => (image.ok ? 'ok' : image.code))).toEqual([
      'missing_file',
      'unreadable_image',
      'image_changed',
      'ok',
    ]);
  });

  it('refuses a specification that fixes no size, before any thread starts', () => {
    expect(() => createImagePool({ spec: preprocessSpec.parse({}), threads: 1 })).toThrow(
      expect.objectContaining({ code: 'input_size_not_fixed' }),
    );
  });
});
