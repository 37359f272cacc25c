import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetManifest, datasetManifest, modelSourceManifest } from '@evenhand/contracts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CAMERAS, LIGHTINGS, SIDES, SPECIES, WEAR_GRADES } from './labels.js';
import { AUDIT_PLAN, describe as describeImage } from './sampling-plan.js';
import { demoModelFolder, shippedDatasetManifests } from './shipped.js';

const VERSIONS = ['v1', 'v2'] as const;
const LABELS: Record<string, readonly string[]> = {
  species: SPECIES,
  side: SIDES,
  wear: WEAR_GRADES.map(({ label }) => label),
  lighting: LIGHTINGS,
  camera: CAMERAS,
};

const manifest = async (path: string): Promise<DatasetManifest> =>
  datasetManifest.parse(parse(await readFile(path, 'utf8')));

describe('the manifests of data sets', () => {
  test.each(Object.entries(shippedDatasetManifests()))('%s is valid', async (name, path) => {
    expect((await manifest(path)).name).toBe(name);
  });

  test("the demo's manifest declares what the generator writes", async () => {
    const { attributes, planted } = await manifest(shippedDatasetManifests().demo);
    expect(Object.fromEntries(attributes.map(({ name, labels }) => [name, labels]))).toEqual(LABELS);
    expect(attributes.filter(({ kind }) => kind === 'ordinal').map(({ name }) => name)).toEqual(['wear']);
    expect(planted?.group).toEqual({ lighting: 'Dusk', camera: 'Phone' });
  });
});

/** Name → shape of the tensors in a safetensors file (8 bytes of length, then a JSON header). */
async function tensorShapes(file: string): Promise<Record<string, number[]>> {
  const raw = await readFile(file);
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> =
    JSON.parse(raw.toString('utf8', 8, 8 + Number(raw.readBigUInt64LE())));
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  expect(entries.every(([, { dtype }]) => dtype === 'F16')).toBe(true);
  return Object.fromEntries(entries.map(([name, { shape }]) => [name, shape]));
}

describe.each(VERSIONS)('the demo model %s', (version) => {
  const folder = demoModelFolder(version);

  test('is small', async () => {
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3e6);
  });

  test('has the tensors of a CLIP vision encoder with three heads', async () => {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    const { hidden_size: width, intermediate_size: inner, patch_size: patch, image_size: image } = config;
    const affine = (name: string, ...shape: number[]): [string, number[]][] => [
      [`${name}.weight`, shape],
      [`${name}.bias`, shape.slice(0, 1)],
    ];
    const layers = Array.from(
      { length: config.num_hidden_layers },
      (_, i) => `vision_model.encoder.layers.${i}`,
    );
    const expected = [
      ['vision_model.embeddings.class_embedding', [width]],
      ['vision_model.embeddings.patch_embedding.weight', [width, 3, patch, patch]],
      ['vision_model.embeddings.position_embedding.weight', [(image / patch) ** 2 + 1, width]],
      ...affine('vision_model.pre_layrnorm', width),
      ...affine('vision_model.post_layernorm', width),
      ...layers.flatMap((layer) => [
        ...['q', 'k', 'v', 'out'].flatMap((name) => affine(`${layer}.self_attn.${name}_proj`, width, width)),
        ...affine(`${layer}.mlp.fc1`, inner, width),
        ...affine(`${layer}.mlp.fc2`, width, inner),
        ...affine(`${layer}.layer_norm1`, width),
        ...affine(`${layer}.layer_norm2`, width),
      ]),
      ...affine('species_head', 7, width),
      ...affine('side_head', 2, width),
      ...affine('wear_head', 9, width),
    ];
    expect(await tensorShapes(join(folder, 'model.safetensors'))).toEqual(Object.fromEntries(expected));
  });

  test('names the labels of its heads sorted as strings, and the natural order of the grades', async () => {
    const {
      name,
      version: stated,
      tasks,
    } = modelSourceManifest.parse(parse(await readFile(join(folder, 'model.yaml'), 'utf8')));
    expect({ name, stated }).toEqual({ name: 'butterflies', stated: version });
    expect(tasks?.map((task) => [task.name, task.head, task.labels, task.order])).toEqual(
      ['species', 'side', 'wear'].map((task) => [
        task,
        `${task}_head`,
        [...(LABELS[task] ?? [])].sort(),
        task === 'wear' ? LABELS['wear'] : undefined,
      ]),
    );
  });
});

/** What `demo/fit.py` found with PyTorch and Pillow. */
interface Expected {
  images: number;
  versions: Record<string, Record<string, TaskCounts>>;
}
interface TaskCounts {
  labels: string[];
  overall: { n: number; correct: number };
  byCondition: Record<string, { n: number; correct: number }>;
  confusion: number[][];
}

describe('expected.json', async () => {
  const demo = shippedDatasetManifests().demo;
  const expected: Expected = JSON.parse(await readFile(join(demo, '..', 'expected.json'), 'utf8'));
  const planted = 'Dusk x Phone';
  const share = ({ n, correct }: { n: number; correct: number }): number => correct / n;

  test('is about the audit images that the generator describes', () => {
    const images = Array.from({ length: AUDIT_PLAN.count }, (_, index) =>
      describeImage(AUDIT_PLAN, { key: [1, 1], index }),
    );
    expect(expected.images).toBe(images.length);
    for (const { labels, confusion, byCondition } of Object.values(expected.versions['v1'] ?? {})) {
      const truth = (label: string): number =>
        images.filter(({ species, side, wearLabel }) => [species, side, wearLabel].includes(label)).length;
      expect(confusion.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual(labels.map(truth));
      for (const [condition, { n }] of Object.entries(byCondition)) {
        expect(images.filter(({ lighting, camera }) => `${lighting} x ${camera}` === condition)).toHaveLength(
          n,
        );
      }
    }
  });

  test('bears out what the manifest says was planted: v1 falls far behind there, v2 much less', async () => {
    const { planted: claim } = await manifest(demo);
    for (const task of claim?.tasks ?? []) {
      const [behind1 = 0, behind2 = 0] = VERSIONS.map((version) => {
        const counts = expected.versions[version]?.[task];
        const there = counts?.byCondition[planted];
        if (counts === undefined || there === undefined) throw new Error(`${task} is missing`);
        return share(counts.overall) - share(there);
      });
      expect(behind1).toBeGreaterThan(0.15);
      expect(behind1 - behind2).toBeGreaterThan(0.1);
    }
  });
});
