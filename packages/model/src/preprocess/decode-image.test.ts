import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type DecodedImage, decodeImage } from './decode-image.js';
import { goldenImages, readFixture, refusedImages } from './pillow-golden.js';
import type { ImageWarning } from './prepared-image.js';

const decode = (bytes: Uint8Array): Promise<DecodedImage> =>
  decodeImage(bytes, { exifOrientation: 'ignore' });

const expectedWarnings: Record<string, ImageWarning[]> = {
  'cmyk.jpg': ['cmyk_converted'],
  'cmyk.tif': ['cmyk_converted'],
  'rgb-16.png': ['bit_depth_reduced'],
  'animated.png': ['first_frame_used'],
  'animated.gif': ['first_frame_used'],
};

describe('decodeImage', () => {
  it.each(goldenImages)('decodes $name ($mode) to the bytes that Pillow gives', async (golden) => {
    const decoded = await decode(readFixture(golden.name));
    expect(decoded).toMatchObject({ ok: true, warnings: expectedWarnings[golden.name] ?? [] });
    if (!decoded.ok) return;
    const { data, ...size } = decoded.image;
    expect({ ...size, sha256: createHash('sha256').update(data).digest('hex') }).toEqual({
      width: golden.width,
      height: golden.height,
      sha256: golden.decoded.sha256,
    });
  });

  it.each(refusedImages)('refuses %s, as Pillow does', async (name) => {
    expect(await decode(readFixture(name))).toMatchObject({ ok: false, code: 'unreadable_image' });
  });

  it.each([
    ['', 'The file is empty.'],
    ['\n<!DOCTYPE html><html>', 'This is an HTML page; JPEG, PNG, WebP, GIF and TIFF can be read.'],
    ['BM6\0\0\0', 'This is a BMP image; JPEG, PNG, WebP, GIF and TIFF can be read.'],
    ['<svg xmlns="…"/>', 'This is an SVG drawing; JPEG, PNG, WebP, GIF and TIFF can be read.'],
    ['id,name\n1,x', 'This is not an image of a known format; JPEG, PNG, WebP, GIF and TIFF can be read.'],
  ])('says what %j is', async (content, message) => {
    expect(await decode(Buffer.from(content))).toEqual({ ok: false, code: 'unreadable_image', message });
  });

  it('says that a cut JPEG may be cut short', async () => {
    expect(await decode(readFixture('truncated-rgb-420.jpg'))).toEqual({
      ok: false,
      code: 'unreadable_image',
      message:
        'The JPEG data cannot be decoded, they may be cut short or damaged (VipsJpeg: premature end of JPEG image).',
    });
  });

  it('refuses a small file that claims to be huge, before decoding it', async () => {
    const bomb = Buffer.from(readFixture('rgb.png'));
    bomb.writeUInt32BE(30_000, 16);
    bomb.writeUInt32BE(20_000, 20);
    bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
    expect(await decode(bomb)).toEqual({
      ok: false,
      code: 'image_too_large',
      message: 'The image has 30000 × 20000 pixels; the limits are 89478485 pixels and 65535 a side.',
    });
  });

  it('refuses an image whose side is longer than a JPEG could have', async () => {
    const create = { width: 1, height: 65_536, channels: 3, background: 'red' } as const;
    expect(await decode(await sharp({ create }).png().toBuffer())).toEqual({
      ok: false,
      code: 'image_too_large',
      message: 'The image has 1 × 65536 pixels; the limits are 89478485 pixels and 65535 a side.',
    });
  });

  it('reads transparent GIF pixels as black and says so', async () => {
    const clear = await sharp({ create: { width: 4, height: 3, channels: 4, background: '#ff000000' } })
      .gif()
      .toBuffer();
    const image = { data: Buffer.alloc(36), width: 4, height: 3 };
    expect(await decode(clear)).toEqual({ ok: true, image, warnings: ['transparency_blackened'] });
  });

  it('keeps the high byte of 16-bit grey, which Pillow would clip to white, and says so', async () => {
    const grey = new Uint16Array([0x1234, 0xfedc]);
    const file = await sharp(grey, { raw: { width: 2, height: 1, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const image = { data: Buffer.from([0x12, 0x12, 0x12, 0xfe, 0xfe, 0xfe]), width: 2, height: 1 };
    expect(await decode(file)).toEqual({ ok: true, image, warnings: ['bit_depth_reduced'] });
  });

  it('turns the image where the EXIF orientation is to be applied', async () => {
    const turned = await decodeImage(readFixture('orientation-6.png'), { exifOrientation: 'apply' });
    expect(turned).toMatchObject({ ok: true, image: { width: 31, height: 43 } });
  });
});
