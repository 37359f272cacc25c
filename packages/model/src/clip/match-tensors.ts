import { UserError } from '@evenhand/contracts';
import { isWeightDtype, WEIGHT_DTYPES } from '../safetensors/dtype.js';
import type { TensorEntry } from '../safetensors/read-header.js';
import type { ClipVisionConfig } from './clip-config.js';

/** Where checkpoints keep the encoder: inside one or two wrappers, or at the root. */
const PREFIXES = ['vision_model.vision_model.', 'vision_model.', ''] as const;

/** A buffer of indices 0, 1, 2 … that older versions of transformers saved. It holds no knowledge. */
const IGNORED = 'embeddings.position_ids';

/** The text encoder of a whole CLIP model, which precomputed embeddings stand in for. */
const TEXT_ENCODER = /^(?:text_model\.|text_projection\.weight$)/u;

const PROJECTION = 'visual_projection.weight';
const LOGIT_SCALE = 'logit_scale';

const HEAD_TENSOR = /^([A-Za-z]\w*_head)\.(weight|bias)$/u;

/** More names than this would hide the message. */
const MAX_LISTED = 12;

/** A linear head: `outputs` × hidden size. */
export interface LinearHead {
  name: string;
  outputs: number;
  weight: TensorEntry;
  bias: TensorEntry;
}

export interface ClipTensors {
  /** An encoder tensor by its name without prefix, `encoder.layers.0.mlp.fc1.weight`. */
  encoder(name: string): TensorEntry;
  /** In alphabetical order. */
  heads: readonly LinearHead[];
  /** Where classes are text prompts. */
  zeroShot?: { projection: TensorEntry; logitScale: TensorEntry; leftOut: readonly string[] } | undefined;
}

export interface WantedModel {
  vision: ClipVisionConfig;
  /** Dimensions that images are projected to for comparison with texts; undefined where no task asks for that. */
  projectionDim: number | undefined;
}

/**
 * Fits a checkpoint's tensors to the encoder that the configuration describes. Each must be used and none may be
 * missing: loading what fits and leaving the rest random is the classic fault with such models. For zero-shot tasks the
 * text encoder is left out on purpose, and `leftOut` names its tensors.
 *
 * @throws UserError `checkpoint_mismatch`, listing every missing, unexpected and misshapen tensor
 */
export function matchTensors(
  tensors: ReadonlyMap<string, TensorEntry>,
  { vision: config, projectionDim }: WantedModel,
  folder: string,
): ClipTensors {
  const shapes = encoderShapes(config);
  const prefix = findPrefix(tensors, shapes);
  const wanted = new Map([...shapes].map(([name, shape]) => [prefix + name, shape]));
  for (const [name, entry] of headTensors(tensors)) {
    const head = name.replace(/\.\w+$/u, '');
    const outputs = entry.shape[0] ?? 0;
    wanted.set(`${head}.weight`, [outputs, config.hiddenSize]);
    wanted.set(`${head}.bias`, [outputs]);
  }
  if (projectionDim !== undefined) {
    wanted.set(PROJECTION, [projectionDim, config.hiddenSize]).set(LOGIT_SCALE, []);
  }
  const leftOut =
    projectionDim === undefined ? [] : [...tensors.keys()].filter((name) => TEXT_ENCODER.test(name));
  const ignored = new Set([prefix + IGNORED, ...leftOut]);
  refuseMismatch(tensors, { wanted, ignored, folder });

  const get = (name: string): TensorEntry => {
    const entry = tensors.get(name);
    if (entry === undefined) throw new Error(`tensor ${name} was not asked for`);
    return entry;
  };
  const names = new Set(headTensors(tensors).map(([name]) => name.replace(/\.\w+$/u, '')));
  const heads = [...names].sort().map((name) => {
    const weight = get(`${name}.weight`);
    return { name, outputs: weight.shape[0] ?? 0, weight, bias: get(`${name}.bias`) };
  });
  return {
    encoder: (name) => get(prefix + name),
    heads,
    zeroShot:
      projectionDim === undefined
        ? undefined
        : { projection: get(PROJECTION), logitScale: get(LOGIT_SCALE), leftOut },
  };
}

function encoderShapes({
  hiddenSize: d,
  intermediateSize: m,
  layers,
  imageSize,
  patchSize,
}: ClipVisionConfig) {
  const shapes = new Map<string, number[]>();
  const linear = (name: string, rows: number, columns: number): void => {
    shapes.set(`${name}.weight`, [rows, columns]).set(`${name}.bias`, [rows]);
  };
  const norm = (name: string): void => {
    shapes.set(`${name}.weight`, [d]).set(`${name}.bias`, [d]);
  };
  shapes.set('embeddings.class_embedding', [d]);
  shapes.set('embeddings.patch_embedding.weight', [d, 3, patchSize, patchSize]);
  shapes.set('embeddings.position_embedding.weight', [Math.floor(imageSize / patchSize) ** 2 + 1, d]);
  norm('pre_layrnorm');
  for (let index = 0; index < layers; index++) {
    const layer = `encoder.layers.${index}`;
    for (const name of ['q_proj', 'k_proj', 'v_proj', 'out_proj']) linear(`${layer}.self_attn.${name}`, d, d);
    norm(`${layer}.layer_norm1`);
    linear(`${layer}.mlp.fc1`, m, d);
    linear(`${layer}.mlp.fc2`, d, m);
    norm(`${layer}.layer_norm2`);
  }
  norm('post_layernorm');
  return shapes;
}

/** The prefix under which most of the encoder is found, so that the list of what is missing stays short. */
function findPrefix(tensors: ReadonlyMap<string, TensorEntry>, shapes: ReadonlyMap<string, unknown>): string {
  const found = (prefix: string): number =>
    [...shapes.keys()].filter((name) => tensors.has(prefix + name)).length;
  return PREFIXES.reduce((best, prefix) => (found(prefix) > found(best) ? prefix : best));
}

function headTensors(tensors: ReadonlyMap<string, TensorEntry>): [string, TensorEntry][] {
  return [...tensors].filter(([name]) => HEAD_TENSOR.test(name));
}

function refuseMismatch(
  tensors: ReadonlyMap<string, TensorEntry>,
  {
    wanted,
    ignored,
    folder,
  }: { wanted: ReadonlyMap<string, number[]>; ignored: ReadonlySet<string>; folder: string },
): void {
  const missing = [...wanted.keys()].filter((name) => !tensors.has(name));
  const unexpected = [...tensors.keys()].filter((name) => !wanted.has(name) && !ignored.has(name));
  const misshapen: string[] = [];
  const mistyped: string[] = [];
  for (const [name, shape] of wanted) {
    const entry = tensors.get(name);
    if (entry === undefined) continue;
    if (entry.shape.join() !== shape.join()) misshapen.push(`${name} is [${entry.shape}], not [${shape}]`);
    if (!isWeightDtype(entry.dtype)) mistyped.push(`${name} is ${entry.dtype}`);
  }
  const problems = [
    listed('missing', missing),
    listed('unexpected', unexpected),
    listed('of another shape than config.json says', misshapen),
    listed(`of a type other than ${WEIGHT_DTYPES.join(', ')}`, mistyped),
  ].filter((line) => line !== undefined);
  if (problems.length === 0) return;
  throw new UserError({
    code: 'checkpoint_mismatch',
    message: [
      `The tensors in ${folder} do not fit a CLIP vision encoder with linear heads.`,
      ...problems,
    ].join('\n'),
    hint: 'config.json and the weights must come from the same model; heads are tensors NAME_head.weight and NAME_head.bias. A whole CLIP model (text_model, visual_projection) needs tasks with `head: zero-shot`. A model of another kind can be added as ONNX.',
  });
}

function listed(what: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const rest = names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : '';
  return `${names.length} ${what}: ${names.slice(0, MAX_LISTED).join(', ')}${rest}.`;
}
