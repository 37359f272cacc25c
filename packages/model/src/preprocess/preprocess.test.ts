import { createHash } from 'node:crypto';
import { preprocessSpec } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.js';
import { goldenInputs, readFixture } from './pillow-golden.js';
import { createPreprocessor } from './preprocess.js';

describe('createPreprocessor', () => {
  it.each(goldenInputs)(
    'makes the same model input as Pillow and numpy: $image, resize $spec.resize, crop $spec.crop',
    async (golden) => {
      const decoded = await decodeImage(readFixture(golden.image), golden.spec);
      if (!decoded.ok) throw new Error(decoded.message);
      const pixels = createPreprocessor(golden.spec)(decoded.image);
      if (golden.base64) {
        const expected = Uint8Array.from(Buffer.from(golden.base64, 'base64'));
        expect(pixels).toEqual(new Float32Array(expected.buffer));
      }
      const bytes = new Uint8Array(pixels.buffer);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(golden.sha256);
    },
  );

  it('refuses a specification that fixes no size', () => {
    expect(() => createPreprocessor(preprocessSpec.parse({ resize: { shortestEdge: 224 } }))).toThrow(
      expect.objectContaining({ code: 'input_size_not_fixed' }),
    );
  });
});
