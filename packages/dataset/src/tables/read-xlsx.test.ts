import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readXlsx } from './read-xlsx.js';
import { unpackedSize } from './unpacked-size.js';

/** Made by fixtures/make_ages_xlsx.py. */
const file = fileURLToPath(new URL('../../fixtures/ages.xlsx', import.meta.url));

it('reads a workbook as text, and a label that became a date as that date', async () => {
  expect(await readXlsx(file)).toEqual({
    columns: ['id', 'age_true', 'age_pred', 'confidence'],
    records: [
      { line: 2, cells: ['a', '0-2', '0-2', '0.75'] },
      { line: 3, cells: ['b', '2024-03-09', '3-9', '0.5'] },
      { line: 4, cells: ['c', '3-9', '2024-03-09', '0.625'] },
      { line: 5, cells: ['d', '0-2', '', ''] },
    ],
  });
});

it('knows what a ZIP file claims to be unpacked, before it is', async () => {
  const zip = await readFile(file);
  const size = unpackedSize(zip) ?? 0;
  // As Python's zipfile adds them up.
  expect(size).toBe(2822);
  const entry = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
  const first = zip.readUInt32LE(entry + 24);
  zip.writeUInt32LE(0xffff_ffff, entry + 24);
  expect(unpackedSize(zip)).toBe(size - first + 0xffff_ffff);
  expect(unpackedSize(Buffer.from('PK\u0003\u0004 and nothing else'))).toBeUndefined();
});
