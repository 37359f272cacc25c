import { readFile } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { z } from 'zod';
import { type OutputLabels, outputLabels } from '../manifest/output-labels.js';

const size = z.int().min(1).max(65_536);

/** The defaults are those of transformers' CLIPVisionConfig, which leaves out of config.json what equals them. */
const visionConfig = z
  .object({
    hidden_size: size.default(768),
    intermediate_size: size.default(3072),
    num_hidden_layers: z.int().min(1).max(1000).default(12),
    num_attention_heads: size.default(12),
    num_channels: z.literal(3).default(3),
    image_size: size.default(224),
    patch_size: size.default(32),
    hidden_act: z.enum(['quick_gelu', 'gelu']).default('quick_gelu'),
    layer_norm_eps: z.number().positive().default(1e-5),
  })
  .refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    error: 'hidden_size must be a multiple of num_attention_heads',
  })
  .refine((config) => config.patch_size <= config.image_size, {
    error: 'patch_size must not exceed image_size',
  });

/** `model_type` of models whose vision encoder is imported from checkpoints. */
const CLIP_TYPES = ['clip', 'clip_vision_model'];

const configFile = z.object({
  model_type: z.string().optional(),
  vision_config: z.unknown().optional(),
  /** Of CLIPConfig and CLIPVisionConfig, both 512 by default. */
  projection_dim: size.default(512),
  id2label: z.record(z.string(), z.string()).optional(),
});

export interface ClipVisionConfig {
  hiddenSize: number;
  intermediateSize: number;
  layers: number;
  heads: number;
  /** Pixels on each side. */
  imageSize: number;
  patchSize: number;
  activation: 'quick_gelu' | 'gelu';
  layerNormEps: number;
}

/** What config.json says: the encoder's dimensions, and names of classes where it has them. */
export interface CheckpointConfig extends OutputLabels {
  vision: ClipVisionConfig;
  /** Dimensions of the space that images and texts are compared in. */
  projectionDim: number;
}

/** Whether config.json describes a model whose checkpoints are imported; also where it does not say or is damaged. */
export async function isClipConfig(file: string): Promise<boolean> {
  const content = await readJson(file).catch(() => undefined);
  const { data } = z.object({ model_type: z.string() }).safeParse(content);
  return data === undefined || CLIP_TYPES.includes(data.model_type);
}

/** @throws UserError `missing_config`, `bad_config`, `unsupported_model` */
export async function readClipConfig(file: string): Promise<CheckpointConfig> {
  const content = await readJson(file).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw code === 'ENOENT' ? noConfig(file) : badConfig(file, message);
  });
  const outer = configFile.safeParse(content);
  if (!outer.success) throw badConfig(file, z.prettifyError(outer.error));
  const { model_type: type, vision_config: nested, id2label, projection_dim: projectionDim } = outer.data;
  if (type !== undefined && !CLIP_TYPES.includes(type)) {
    throw new UserError({
      code: 'unsupported_model',
      message: `${file} describes a "${type}" model; only CLIP vision encoders are imported from checkpoints.`,
      hint: 'Export the model to ONNX (optimum-cli export onnx) and add that folder or .onnx file.',
    });
  }
  const parsed = visionConfig.safeParse(nested ?? content);
  if (!parsed.success) throw badConfig(file, z.prettifyError(parsed.error));
  const config = parsed.data;
  return {
    vision: {
      hiddenSize: config.hidden_size,
      intermediateSize: config.intermediate_size,
      layers: config.num_hidden_layers,
      heads: config.num_attention_heads,
      imageSize: config.image_size,
      patchSize: config.patch_size,
      activation: config.hidden_act,
      layerNormEps: config.layer_norm_eps,
    },
    projectionDim,
    ...outputLabels(file, id2label),
  };
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function noConfig(file: string): UserError {
  return new UserError({
    code: 'missing_config',
    message: `There is no ${file}: nobody says what the weights beside it are the weights of.`,
    hint: 'Add the config.json that was saved with the checkpoint.',
  });
}

function badConfig(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_config',
    message: `${file} is not a usable CLIP configuration: ${what}`,
    hint: 'It must be the config.json that was saved with the checkpoint.',
  });
}
