import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzippedSize } from './unzipped.js';

interface Entry {
  name: string;
  content: Buffer;
  /** What the header claims; the truth where left out. */
  claimed?: number;
  /** Sizes behind the data, as programs write that make a file in one go. */
  descriptor?: boolean;
  stored?: boolean;
}

/** Entries and the first bytes of a directory: nothing else is looked at. */
function zipOf(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ name, content, claimed, descriptor = false, stored = false }) => {
    const data = stored ? content : deflateRawSync(content);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(claimed ?? content.length, 8);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(descriptor ? 8 : 0, 6);
    header.writeUInt16LE(stored ? 0 : 8, 8);
    if (!descriptor) sizes.copy(header, 14);
    header.writeUInt16LE(name.length, 26);
    return [
      header,
      Buffer.from(name),
      data,
      ...(descriptor ? [Buffer.from('PK\u0007\u0008', 'latin1'), sizes] : []),
    ];
  });
  return Buffer.concat([...parts, Buffer.from('PK\u0001\u0002', 'latin1')]);
}

const book: Entry = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };
const large: Entry = { name: 'xl/sheet1.xml', content: Buffer.alloc(3_000_000, ' ') };
const options = { most: 4_000_000, keep: 'xl/workbook.xml' };

describe('unzippedSize', () => {
  it('counts what is unpacked, wherever the sizes are said', async () => {
    for (const form of [{}, { descriptor: true }, { stored: true }]) {
      const zip = zipOf([book, { ...large, ...form }]);
      expect(await unzippedSize(zip, options)).toEqual({ size: 3_000_011, text: '<workbook/>' });
    }
    const file = fileURLToPath(new URL('../../fixtures/ages.xlsx', import.meta.url));
    // As Python's zipfile adds them up.
    expect((await unzippedSize(await readFile(file), options))?.size).toBe(2822);
  });

  it('stops where it is too much, claimed or not', async () => {
    for (const form of [{}, { descriptor: true }, { claimed: 1000 }, { stored: true }]) {
      const zip = zipOf([book, { ...large, ...form }, large, large]);
      const found = await unzippedSize(zip, options);
      expect(found?.size ?? Number.POSITIVE_INFINITY).toBeGreaterThan(options.most);
    }
    const claim = zipOf([{ ...book, claimed: 0xffff_fff0 }]);
    expect((await unzippedSize(claim, options))?.size).toBeGreaterThan(options.most);
  });

  it('refuses what two readers could read differently', async () => {
    const zip = zipOf([book, large]);
    const hidden = zipOf([{ ...book, stored: true, descriptor: true }, large]);
    const gap = Buffer.concat([zipOf([book]).subarray(0, -4), Buffer.from('gap'), zipOf([large])]);
    const shortened = zipOf([{ ...book, claimed: 3 }, large]);
    for (const bad of [hidden, gap, shortened, zip.subarray(0, -4), Buffer.from('PK\u0003\u0004 nothing')]) {
      expect(await unzippedSize(bad, options).catch(() => undefined)).toBeUndefined();
    }
  });
});
