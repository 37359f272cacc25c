import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { storedZip, unzip, ZipFault, ZipTooLarge } from './unzip.js';

/** Made by Python's zipfile: fixtures/make_ages_xlsx.py. */
const archive = readFile(fileURLToPath(new URL('../../fixtures/ages.xlsx', import.meta.url)));
const all = { most: 1_000_000, isWanted: () => true };
const SIZE = 24;

/** The archive with a number of its first directory entry changed. */
async function changed(offset: number, value: number): Promise<Buffer> {
  const zip = Buffer.from(await archive);
  zip.writeUInt32LE(value, zip.indexOf('PK\u0001\u0002', 0, 'latin1') + offset);
  return zip;
}

/** An archive of one compressed file. */
function deflated(content: Buffer): Buffer {
  const zip = Buffer.concat(storedZip(new Map([['a.xml', deflateRawSync(content)]])));
  zip.writeUInt16LE(8, 8);
  zip.writeUInt16LE(8, zip.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + 10);
  return zip;
}

describe('unzip', () => {
  it('unpacks the files of an archive that are wanted', async () => {
    const files = await unzip(await archive, all);
    // As Python adds them up.
    expect([...files.values()].reduce((sum, { length }) => sum + length, 0)).toBe(2822);
    const zip = await archive;
    const entry = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
    const [first] = files.values();
    expect(crc32(first ?? Buffer.alloc(0))).toBe(zip.readUInt32LE(entry + 16));
    const some = await unzip(await archive, { ...all, isWanted: (name) => name.startsWith('xl/') });
    expect([...some.keys()]).toContain('xl/workbook.xml');
    expect([...some.keys()].filter((name) => !name.startsWith('xl/'))).toEqual([]);
  });

  it('stops where more comes out than may, claimed or not', async () => {
    await expect(unzip(await changed(SIZE, 0xffff_ffff), all)).rejects.toBeInstanceOf(ZipTooLarge);
    await expect(unzip(await archive, { ...all, most: 2821 })).rejects.toBeInstanceOf(ZipTooLarge);
    const bomb = deflated(Buffer.alloc(3_000_000));
    bomb.writeUInt32LE(1000, bomb.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + SIZE);
    await expect(unzip(bomb, all)).rejects.toBeInstanceOf(ZipTooLarge);
  });

  it('refuses an archive that is not what it says', async () => {
    const zip = await archive;
    const damaged = [
      await changed(SIZE, 1),
      await changed(20, 1_000_000),
      await changed(42, 17),
      zip.subarray(0, -30),
      Buffer.from('PK\u0003\u0004 and nothing else'),
    ];
    for (const bytes of damaged) await expect(unzip(bytes, all)).rejects.toThrow(/./);
    await expect(unzip(damaged[0] ?? zip, all)).rejects.toBeInstanceOf(ZipFault);
  });

  it('unpacks what it has put together', async () => {
    const files = await unzip(await archive, all);
    expect(await unzip(Buffer.concat(storedZip(files)), all)).toEqual(files);
  });
});
