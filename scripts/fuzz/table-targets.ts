import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { fieldNames } from '../../packages/dataset/src/tables/json-fields.js';
import { readCsvRecords } from '../../packages/dataset/src/tables/read-csv.js';
import { readJsonlObjects } from '../../packages/dataset/src/tables/read-jsonl.js';
import { parquetColumns, readParquet } from '../../packages/dataset/src/tables/read-parquet.js';
import { readXlsx } from '../../packages/dataset/src/tables/read-xlsx.js';
import { facesFile } from '../../packages/images/src/testing/write-faces.js';
import { drain } from './drain.js';
import type { FuzzTarget } from './fuzz-target.js';
import { JSON_TOKENS } from './tokens.js';

/** Tables of labels and of predictions. */
export const tableTargets: Readonly<Record<string, FuzzTarget>> = {
  parquet: {
    material: async () => {
      const rows = Array.from({ length: 9 }, (_, i) => ({
        bytes: Buffer.alloc(5 * i, i),
        path: i % 3 === 0 ? null : `${i}.jpg`,
        gender: i % 4 === 0 ? null : i % 2,
      }));
      const features = { gender: { names: ['Male', 'Female'], _type: 'ClassLabel' } };
      return {
        seeds: (['SNAPPY', 'UNCOMPRESSED', 'GZIP'] as const).map((codec) =>
          facesFile(rows, { codec, features }),
        ),
        tokens: ['PAR1', '\x15\x00', '\x19\xfc', '\xff\xff\xff\xff\x0f', '\x1c', '\x00'],
      };
    },
    parse: async (file) => {
      for (const _records of readParquet(file, parquetColumns(file)));
    },
  },
  csv: {
    material: async () => ({
      seeds: [
        Buffer.from('file,age,gender\n1.jpg,3-9,Male\n"a ""quoted"", cell\nof two lines.jpg",20-29,Female\n'),
        Buffer.from('\ufefffile;truth;score\r\n1;a;0,5\r\n2;b;99%\r\n'),
        Buffer.from('file\ttruth\n1\ta\n\n2\t\n'),
      ],
      tokens: ['"', '""', ',', ';', '\t', '\n', '\r', '\r\n', '\xef\xbb\xbf', '\x00', '\xff'],
    }),
    parse: async (file) => drain(readCsvRecords(file)),
  },
  jsonl: {
    material: async () => ({
      seeds: [
        Buffer.from(
          '{"file":"1.jpg","gender_true":"a","gender_pred":"b","p":0.5}\n{"file":"2.jpg","p":null}\n',
        ),
        Buffer.from('\ufeff{"image":"1","label":{"gender":"a"},"scores":{"a":0.5,"b":0.5},"box":[1,2]}\r\n'),
      ],
      tokens: [...JSON_TOKENS, '\n', '\r\n', '\xef\xbb\xbf', '\xff'],
    }),
    parse: async (file) => {
      for await (const { value } of readJsonlObjects(file)) fieldNames(value);
    },
  },
  xlsx: {
    material: async () => {
      const workbook = await readFile(
        fileURLToPath(new URL('../../packages/dataset/fixtures/ages.xlsx', import.meta.url)),
      );
      return {
        // Damage to what is compressed is noticed by the decompressor; the XML is to be damaged too.
        seeds: [workbook, stored(workbook), stored(workbook)],
        tokens: [
          'PK\x03\x04',
          'PK\x07\x08',
          '<row r="',
          '<c r="A99999999">',
          '<v>',
          '</',
          '&amp;',
          '&#x0;',
          ']]>',
          '"',
        ],
      };
    },
    parse: async (file) => void (await readXlsx(file)),
  },
};

/** A ZIP file whose entries are not compressed, with no more of a directory than its first bytes. */
function stored(zip: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (
    let at = zip.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')
  ) {
    const header = Buffer.from(zip.subarray(zip.readUInt32LE(at + 42)));
    const name = header.readUInt16LE(26);
    const start = 30 + name + header.readUInt16LE(28);
    const packed = header.subarray(start, start + zip.readUInt32LE(at + 20));
    const content = header.readUInt16LE(8) === 0 ? packed : inflateRawSync(packed);
    const local = Buffer.from(header.subarray(0, 30 + name));
    local.writeUInt16LE(0, 6);
    local.writeUInt16LE(0, 8);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(0, 28);
    parts.push(local, content);
  }
  return Buffer.concat([...parts, zip.subarray(zip.indexOf('PK\x01\x02', 0, 'latin1'))]);
}
