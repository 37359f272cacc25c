import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { datasetManifest } from '@evenhand/contracts';
import { readYaml } from '../../packages/dataset/src/read-yaml.js';
import { readClassifierConfig } from '../../packages/model/src/manifest/classifier-config.js';
import { readPreprocessorConfig } from '../../packages/model/src/manifest/preprocessor-config.js';
import { readSourceManifest } from '../../packages/model/src/manifest/read-source-manifest.js';
import { readTorchFile } from '../../packages/model/src/pickle/read-torch-file.js';
import { unpickle } from '../../packages/model/src/pickle/unpickle.js';
import { readSafetensorsHeader } from '../../packages/model/src/safetensors/read-header.js';
import { readTensorAsFloat32 } from '../../packages/model/src/safetensors/read-tensor.js';
import { cardTargets } from './card-targets.js';
import { drain } from './drain.js';
import type { FuzzTarget } from './fuzz-target.js';
import { tableTargets } from './table-targets.js';
import { JSON_TOKENS, YAML_TOKENS } from './tokens.js';

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
  ...cardTargets,
  ...tableTargets,
};
