import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { datasetManifest } from '@evenhand/contracts';
import { readYaml } from '../../packages/dataset/src/read-yaml.js';
import { readCsvRecords } from '../../packages/dataset/src/tables/read-csv.js';
import { parquetColumns, readParquet } from '../../packages/dataset/src/tables/read-parquet.js';
import { facesFile } from '../../packages/images/src/testing/write-faces.js';
import { readClassifierConfig } from '../../packages/model/src/manifest/classifier-config.js';
import { readPreprocessorConfig } from '../../packages/model/src/manifest/preprocessor-config.js';
import { readSourceManifest } from '../../packages/model/src/manifest/read-source-manifest.js';
import { readTorchFile } from '../../packages/model/src/pickle/read-torch-file.js';
import { unpickle } from '../../packages/model/src/pickle/unpickle.js';
import { readSafetensorsHeader } from '../../packages/model/src/safetensors/read-header.js';
import { readTensorAsFloat32 } from '../../packages/model/src/safetensors/read-tensor.js';
import type { Material } from './mutate.js';

/** A parser of files that come from strangers. */
export interface FuzzTarget {
  material(): Promise<Material>;
  /**
   * Reads the file as Evenhand does. A UserError is the right answer to a damaged file; any other error is a fault.
   *
   * @param bytes what is in the file
   */
  parse(file: string, bytes: Uint8Array): Promise<void>;
}

const fixture = (path: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../packages/model/fixtures/${path}`, import.meta.url)));
const manifest = (path: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../packages/model/manifests/${path}`, import.meta.url)));

const dataset = (path: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`../../datasets/${path}`, import.meta.url)));

/** The header with a little of the data: most damage is to be done to what is parsed. */
function smallSafetensors(): Buffer {
  const header = JSON.stringify({
    __metadata__: { format: 'pt' },
    'a.weight': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    'a.bias': { dtype: 'F16', shape: [2], data_offsets: [24, 28] },
    scale: { dtype: 'BF16', shape: [], data_offsets: [28, 30] },
    ids: { dtype: 'I64', shape: [1, 2], data_offsets: [30, 46] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(46, 1)]);
}

/** data.pkl of an archive of torch.save, which stores it uncompressed. */
function pickleIn(archive: Buffer): Buffer {
  const header = archive.indexOf('PK\x01\x02');
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  return archive.subarray(start, start + archive.readUInt32LE(header + 24));
}

const PICKLE_TOKENS = [
  '\x80\x02',
  '(',
  't',
  '0',
  ')',
  ']',
  '}',
  'u',
  'e',
  'a',
  's',
  'R',
  'b',
  'Q',
  '\x85',
  '\x86',
  '\x87',
  'q\0',
  'h\0',
  'r\xff\xff\xff\xff',
  'j\0\0\0\0',
  '\x94',
  '\x93',
  'cos\nsystem\n',
  'ccollections\nOrderedDict\n',
  'ctorch._utils\n_rebuild_tensor_v2\n',
  'ctorch\nFloatStorage\n',
  '\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f',
  '\x8b\xff\xff\xff\x7f',
  '\x8d\xff\xff\xff\xff\xff\xff\xff\xff',
  'X\xff\xff\xff\x7f',
  'K\x01',
  'J\xff\xff\xff\xff',
  'N',
];

const JSON_TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '{"a":',
  '[[[[',
  '1e999',
  '-0',
  '\\u0000',
  '"__proto__":',
  'null',
];

const YAML_TOKENS = [
  '&a ',
  '*a',
  '*a,*a,*a,',
  '<<: *a',
  '- ',
  '? ',
  ': ',
  '{',
  '[',
  '|\n',
  '>\n',
  '!!binary ',
  '!!js/function ',
  '---\n',
  '%YAML 9.9\n',
  '"',
  "'",
  '\t',
  '\n',
  '__proto__: ',
  '[[[[[[[[',
  '\x00',
  '# ',
];

async function drain(values: AsyncIterable<unknown>): Promise<void> {
  for await (const _value of values);
}

/** Each with a name for `pnpm fuzz NAME`. */
export const fuzzTargets: Readonly<Record<string, FuzzTarget>> = {
  safetensors: {
    material: async () => ({
      seeds: [smallSafetensors(), smallSafetensors(), await fixture('clip/zero-shot/text.safetensors')],
      tokens: JSON_TOKENS,
    }),
    parse: async (file) => {
      for (const entry of await readSafetensorsHeader(file))
        if (/^B?F(?:16|32)$/u.test(entry.dtype)) await drain(readTensorAsFloat32(entry));
    },
  },
  pickle: {
    material: async () => ({
      seeds: await Promise.all(
        ['mixed.bin', 'protocol4.bin', 'training.bin', 'module.bin'].map(async (name) =>
          pickleIn(await fixture(`torch/${name}`)),
        ),
      ),
      tokens: PICKLE_TOKENS,
    }),
    parse: async (file, bytes) => void unpickle(bytes, file),
  },
  torch: {
    material: async () => ({
      seeds: await Promise.all(
        ['mixed.bin', 'protocol4.bin', 'legacy.bin'].map((name) => fixture(`torch/${name}`)),
      ),
      tokens: [...PICKLE_TOKENS, 'PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', '\xff\xff\xff\xff'],
    }),
    parse: async (file) => {
      for (const entry of await readTorchFile(file))
        if (/^B?F(?:16|32)$/u.test(entry.dtype)) await drain(readTensorAsFloat32(entry));
    },
  },
  yaml: {
    material: async () => ({
      seeds: [
        await fixture('clip/model.yaml'),
        (await manifest('clip-face-attribute-classifier.yaml')).subarray(0, 1500),
        Buffer.from(
          'schemaVersion: 1\nfile: faces.onnx\npreprocess: { resize: { exact: [8, 8] }, mean: [0, 0, 0] }\ntasks:\n  - { name: a, output: b, labels: [x, y] }\n  - { name: c, head: zero-shot, embeddings: t.safetensors, labels: &l [x, y], kind: ordinal, order: *l }\n',
        ),
      ],
      tokens: YAML_TOKENS,
    }),
    parse: async (file) => void (await readSourceManifest(file)),
  },
  'dataset-yaml': {
    material: async () => ({
      seeds: [await dataset('fairface/dataset.yaml'), await dataset('utkface/dataset.yaml')],
      tokens: YAML_TOKENS,
    }),
    parse: async (file) => void (await readYaml(file, datasetManifest, 'invalid_manifest')),
  },
  preprocessor: {
    material: async () => ({
      seeds: [
        await fixture('clip/preprocessor_config.json'),
        Buffer.from(
          '{"image_processor_type":"ConvNextImageProcessor","crop_pct":0.875,"size":{"shortest_edge":224}}',
        ),
      ],
      tokens: JSON_TOKENS,
    }),
    parse: async (file) => void (await readPreprocessorConfig(file)),
  },
  config: {
    material: async () => ({
      seeds: [
        Buffer.from(
          '{"model_type":"vit","image_size":[8,8],"id2label":{"0":"a","1":"b"},"problem_type":null}',
        ),
      ],
      tokens: JSON_TOKENS,
    }),
    parse: async (file) => void (await readClassifierConfig(file)),
  },
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
};
