import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** The sizes of CLIP's vision encoders. */
export const sizes = {
  base32: {
    hidden_size: 768,
    intermediate_size: 3072,
    num_hidden_layers: 12,
    num_attention_heads: 12,
    patch_size: 32,
  },
  large14: {
    hidden_size: 1024,
    intermediate_size: 4096,
    num_hidden_layers: 24,
    num_attention_heads: 16,
    patch_size: 14,
  },
} as const;

const imageSize = 224;
const heads = { age: 9, gender: 2, race: 7 };

/** Writes a checkpoint in the reference layout with random F32 weights: for speed, not for sense. */
export async function writeRandomCheckpoint(folder: string, size: keyof typeof sizes): Promise<void> {
  const config = sizes[size];
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({
      model_type: 'clip_vision_model',
      hidden_act: 'quick_gelu',
      layer_norm_eps: 1e-5,
      num_channels: 3,
      image_size: imageSize,
      ...config,
    }),
  );
  await writeFile(
    join(folder, 'preprocessor_config.json'),
    JSON.stringify({
      do_resize: true,
      size: { shortest_edge: imageSize },
      resample: 3,
      do_center_crop: true,
      crop_size: { height: imageSize, width: imageSize },
      do_rescale: true,
      rescale_factor: 1 / 255,
      do_normalize: true,
      image_mean: [0.48145466, 0.4578275, 0.40821073],
      image_std: [0.26862954, 0.26130258, 0.27577711],
    }),
  );
  const tasks = Object.entries(heads).map(([name, classes]) => ({
    name,
    head: `${name}_head`,
    labels: Array.from({ length: classes }, (_, index) => `${name} ${index}`),
  }));
  await writeFile(join(folder, 'model.yaml'), JSON.stringify({ schemaVersion: 1, tasks }));
  await writeTensors(join(folder, 'model.safetensors'), tensorShapes(config));
}

function tensorShapes(config: (typeof sizes)[keyof typeof sizes]): [string, number[]][] {
  const { hidden_size: d, intermediate_size: m, num_hidden_layers: layers, patch_size: p } = config;
  const norm = (name: string): [string, number[]][] => [
    [`${name}.weight`, [d]],
    [`${name}.bias`, [d]],
  ];
  const linear = (name: string, out: number, input: number): [string, number[]][] => [
    [`${name}.weight`, [out, input]],
    [`${name}.bias`, [out]],
  ];
  const v = 'vision_model';
  const shapes: [string, number[]][] = [
    [`${v}.embeddings.class_embedding`, [d]],
    [`${v}.embeddings.patch_embedding.weight`, [d, 3, p, p]],
    [`${v}.embeddings.position_embedding.weight`, [Math.floor(imageSize / p) ** 2 + 1, d]],
    ...norm(`${v}.pre_layrnorm`),
    ...norm(`${v}.post_layernorm`),
  ];
  for (let layer = 0; layer < layers; layer += 1) {
    const name = `${v}.encoder.layers.${layer}`;
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj'])
      shapes.push(...linear(`${name}.self_attn.${part}`, d, d));
    shapes.push(...linear(`${name}.mlp.fc1`, m, d), ...linear(`${name}.mlp.fc2`, d, m));
    shapes.push(...norm(`${name}.layer_norm1`), ...norm(`${name}.layer_norm2`));
  }
  for (const [task, classes] of Object.entries(heads)) shapes.push(...linear(`${task}_head`, classes, d));
  return shapes;
}

async function writeTensors(file: string, shapes: readonly [string, number[]][]): Promise<void> {
  let offset = 0;
  const header: Record<string, object> = {};
  for (const [name, shape] of shapes) {
    const bytes = 4 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const stream = createWriteStream(file);
  stream.write(length);
  stream.write(text);
  let state = 1;
  for (const [name, shape] of shapes) {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = new Float32Array(count);
    const scale = name.includes('norm') ? 0 : (shape.length > 1 ? count / (shape[0] ?? 1) : 400) ** -0.5;
    for (let index = 0; index < count; index += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[index] = (state / 2 ** 31 - 1) * scale;
    }
    if (name.endsWith('norm.weight') || /layer_?norm\d?\.weight$/.test(name)) values.fill(1);
    if (!stream.write(Buffer.from(values.buffer))) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
