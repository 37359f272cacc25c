import { readFile } from 'node:fs/promises';
import { type PreprocessSpec, preprocessSpec, type Resample, UserError } from '@evenhand/contracts';
import { z } from 'zod';
import { type ImageProcessor, imageProcessor } from './image-processors.js';

/** Pillow's numbers for its filters (PIL.Image.Resampling). */
const FILTERS: readonly Resample[] = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];

/** From this size on ConvNeXt's processor squeezes the image to a square; below it crops (image_processing_convnext.py). */
const CONVNEXT_SQUEEZES_FROM = 384;

const pixels = z.int().min(1);
const heightAndWidth = z.strictObject({ height: pixels, width: pixels });
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** Defaults that all processors share; the others are each processor's own. */
const configFile = z.looseObject({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: z.boolean().default(true),
  size: z.union([pixels, z.strictObject({ shortest_edge: pixels }), heightAndWidth]).optional(),
  resample: z
    .int()
    .min(0)
    .max(FILTERS.length - 1)
    .optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: z.union([pixels, heightAndWidth]).optional(),
  crop_pct: z.number().positive().max(1).optional(),
  do_rescale: z.boolean().default(true),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: perChannel.optional(),
  image_std: perChannel.optional(),
  do_convert_rgb: z.boolean().optional(),
  /** About the labels of segmentation, not about images. */
  do_reduce_labels: z.boolean().optional(),
});
type Config = z.infer<typeof configFile>;
type ResizeAndCrop = Pick<PreprocessSpec, 'resize' | 'crop'>;

const KNOWN_STEPS = new Set(Object.keys(configFile.shape));

/**
 * `preprocessor_config.json` of transformers as a preprocessing specification, for the image processors of CLIP, ViT,
 * DeiT, BEiT, SigLIP, ConvNeXt (ResNet), BiT and MobileNet: resize, centre crop, rescale, normalise.
 *
 * @throws UserError `bad_preprocessor_config`, also for steps and processors that Evenhand does not know
 */
export async function readPreprocessorConfig(file: string): Promise<PreprocessSpec> {
  const { config, processor } = await readConfig(file);
  const { resize, crop } =
    processor.cropShare === undefined
      ? resizeAndCrop(config, processor)
      : convNextSteps(file, config, { ...processor, cropShare: config.crop_pct ?? processor.cropShare });
  const spec = preprocessSpec.safeParse({
    ...(resize && { resize }),
    ...(crop && { crop }),
    rescale: config.do_rescale ? config.rescale_factor : 1,
    ...(config.do_normalize && {
      mean: config.image_mean ?? processor.mean,
      std: config.image_std ?? processor.std,
    }),
  });
  if (!spec.success) throw bad(file, z.prettifyError(spec.error));
  return spec.data;
}

async function readConfig(file: string): Promise<{ config: Config; processor: ImageProcessor }> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'), (_key, value) => value ?? undefined);
  } catch (cause) {
    throw bad(file, cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = configFile.safeParse(content);
  if (!parsed.success) throw bad(file, z.prettifyError(parsed.error));
  const config = parsed.data;
  const type = config.image_processor_type ?? config.feature_extractor_type;
  const processor = imageProcessor(type);
  if (processor === undefined) throw bad(file, `${type} is not a known image processor`);
  const step = Object.keys(config).find(
    (key) => /^do_/u.test(key) && config[key] === true && !KNOWN_STEPS.has(key),
  );
  if (step !== undefined) throw bad(file, `${step} is a step that Evenhand does not know`);
  if (config.do_center_crop === true && processor.crop === undefined)
    throw bad(file, `do_center_crop is no step of ${type}, whose versions disagree about it`);
  return { config, processor };
}

function resizeAndCrop(config: Config, processor: ImageProcessor): ResizeAndCrop {
  const { size = processor.size, crop_size: cropSize = processor.crop } = config;
  const crops = processor.crop !== undefined && (config.do_center_crop ?? true);
  return {
    resize: config.do_resize
      ? { ...resizeOf(size, processor), resample: filterOf(config, processor) }
      : undefined,
    crop: crops && cropSize !== undefined ? cropOf(cropSize) : undefined,
  };
}

/** Small images are scaled so that the crop keeps `cropShare` of them; large ones are squeezed to a square. */
function convNextSteps(
  file: string,
  config: Config,
  processor: ImageProcessor & { cropShare: number },
): ResizeAndCrop {
  if (!config.do_resize) return { resize: undefined, crop: undefined };
  const { size = processor.size } = config;
  const edge = typeof size === 'number' ? size : 'shortest_edge' in size ? size.shortest_edge : undefined;
  if (edge === undefined) throw bad(file, "size of ConvNeXt's processor is a shortest_edge");
  const resample = filterOf(config, processor);
  if (edge >= CONVNEXT_SQUEEZES_FROM) return { resize: { exact: [edge, edge], resample }, crop: undefined };
  const shortestEdge = Math.trunc(edge / processor.cropShare);
  return { resize: { shortestEdge, resample }, crop: { height: edge, width: edge } };
}

function filterOf(config: Config, processor: ImageProcessor): Resample {
  const filter = FILTERS[config.resample ?? processor.resample];
  if (filter === undefined) throw new Error('resample was checked to be one of the filters');
  return filter;
}

function resizeOf(
  size: NonNullable<Config['size']>,
  { integerSize }: ImageProcessor,
): { shortestEdge: number } | { exact: [number, number] } {
  if (typeof size === 'number')
    return integerSize === 'square' ? { exact: [size, size] } : { shortestEdge: size };
  return 'shortest_edge' in size
    ? { shortestEdge: size.shortest_edge }
    : { exact: [size.height, size.width] };
}

function cropOf(size: NonNullable<Config['crop_size']>): { height: number; width: number } {
  return typeof size === 'number' ? { height: size, width: size } : size;
}

function bad(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_preprocessor_config',
    message: `${file} does not describe preprocessing that Evenhand can do: ${what}`,
    hint: 'Describe it under `preprocess` in a model.yaml, which goes before preprocessor_config.json.',
  });
}
