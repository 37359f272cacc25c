import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createImageReader } from './image-reader.js';
import { temporaryFolder } from './testing/temporary-folder.js';
import { type TestRow, writeFaces } from './testing/write-faces.js';

const LARGEST = 1_000;
const rows: TestRow[] = [
  { bytes: Buffer.from('first'), path: null, gender: 0 },
  { bytes: null, path: null, gender: 1 },
  { bytes: Buffer.alloc(LARGEST + 1, 3), path: null, gender: 1 },
];

describe('an image reader', () => {
  it('reads files and cells alike', () => {
    using folder = temporaryFolder();
    writeFileSync(folder.at('image.png'), 'first');
    const reader = createImageReader();
    const file = { ok: true, bytes: new Uint8Array(Buffer.from('first')) };
    expect(reader.read({ path: folder.at('image.png') }, LARGEST)).toMatchObject({ ok: true });
    for (const codec of ['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const) {
      const path = folder.at(`${codec}.parquet`);
      writeFaces(path, rows, { codec });
      const read = reader.read({ path, cell: { column: 'image.bytes', row: 0 } }, LARGEST);
      expect(read).toEqual(file);
      // The bytes alone, not the page that they came from.
      expect(read.ok && read.bytes.buffer.byteLength).toBe(5);
    }
  });

  it('says why there are no bytes', () => {
    using folder = temporaryFolder();
    const path = folder.at('faces.parquet');
    writeFaces(path, rows);
    writeFileSync(folder.at('large.png'), Buffer.alloc(LARGEST + 1));
    writeFileSync(folder.at('other.parquet'), 'not Parquet at all');
    const reader = createImageReader();
    const cell = (row: number, column = 'image.bytes') =>
      reader.read({ path, cell: { column, row } }, LARGEST);
    expect(cell(1)).toMatchObject({ code: 'unreadable_image', message: `${path} holds no image in row 1.` });
    expect(cell(2)).toMatchObject({ code: 'image_too_large' });
    expect(cell(3)).toMatchObject({
      code: 'unreadable_image',
      message: `${path} has 3 rows; the image was in row 3.`,
    });
    expect(cell(0, 'picture')).toMatchObject({ code: 'unreadable_image' });
    expect(reader.read({ path: folder.at('none.png') }, LARGEST)).toMatchObject({ code: 'missing_file' });
    expect(reader.read({ path: folder.at('large.png') }, LARGEST)).toMatchObject({ code: 'image_too_large' });
    const other = { path: folder.at('other.parquet'), cell: { column: 'image.bytes', row: 0 } };
    expect(reader.read(other, LARGEST)).toMatchObject({ code: 'unreadable_image' });
  });

  it('notices that a file was replaced or removed', () => {
    using folder = temporaryFolder();
    const path = folder.at('faces.parquet');
    const place = { path, cell: { column: 'image.bytes', row: 0 } };
    const reader = createImageReader();
    writeFaces(path, rows);
    expect(reader.read(place, LARGEST)).toMatchObject({ ok: true });
    writeFaces(path, [{ bytes: Buffer.from('a second image'), path: null, gender: 0 }]);
    const second = reader.read(place, LARGEST);
    expect(second.ok && Buffer.from(second.bytes).toString()).toBe('a second image');
    rmSync(path);
    expect(reader.read(place, LARGEST)).toMatchObject({ ok: false, code: 'missing_file' });
  });
});
