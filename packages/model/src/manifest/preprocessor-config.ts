import { readFile } from 'node:fs/promises';
import { type PreprocessSpec, preprocessSpec, type Resample, UserError } from '@evenhand/contracts';
import { z } from 'zod';

/** Pillow's numbers for its filters (PIL.Image.Resampling). */
const FILTERS: readonly Resample[] = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];

/** Image processors whose steps are those of CLIPImageProcessor. */
const PROCESSORS = ['CLIPImageProcessor', 'CLIPImageProcessorFast', 'CLIPFeatureExtractor'];

const pixels = z.int().min(1);
const heightAndWidth = z.strictObject({ height: pixels, width: pixels });
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

/** Defaults are those of transformers' CLIPImageProcessor. */
const clipProcessor = z.looseObject({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: z.boolean().default(true),
  size: z
    .union([pixels, z.strictObject({ shortest_edge: pixels }), heightAndWidth])
    .default({ shortest_edge: 224 }),
  resample: z
    .int()
    .min(0)
    .max(FILTERS.length - 1)
    .default(3),
  do_center_crop: z.boolean().default(true),
  crop_size: z.union([pixels, heightAndWidth]).default(224),
  do_rescale: z.boolean().default(true),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: perChannel.default([0.48145466, 0.4578275, 0.40821073]),
  image_std: perChannel.default([0.26862954, 0.26130258, 0.27577711]),
  do_convert_rgb: z.boolean().optional(),
});

const KNOWN_STEPS = new Set(Object.keys(clipProcessor.shape));

/**
 * `preprocessor_config.json` of transformers as a preprocessing specification: shortest edge (an integer `size` means
 * the same), centre crop, rescale, normalise.
 *
 * @throws UserError `bad_preprocessor_config`, also for steps and processors that Evenhand does not know
 */
export async function readPreprocessorConfig(file: string): Promise<PreprocessSpec> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw bad(file, cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = clipProcessor.safeParse(content);
  if (!parsed.success) throw bad(file, z.prettifyError(parsed.error));
  const config = parsed.data;

  const type = config.image_processor_type ?? config.feature_extractor_type;
  if (type !== undefined && !PROCESSORS.includes(type))
    throw bad(file, `${type} is not a known image processor`);
  const step = Object.keys(config).find(
    (key) => /^do_/u.test(key) && config[key] === true && !KNOWN_STEPS.has(key),
  );
  if (step !== undefined) throw bad(file, `${step} is a step that Evenhand does not know`);

  const spec = preprocessSpec.safeParse({
    ...(config.do_resize && { resize: { ...resizeOf(config.size), resample: FILTERS[config.resample] } }),
    ...(config.do_center_crop && { crop: cropOf(config.crop_size) }),
    rescale: config.do_rescale ? config.rescale_factor : 1,
    ...(config.do_normalize && { mean: config.image_mean, std: config.image_std }),
  });
  if (!spec.success) throw bad(file, z.prettifyError(spec.error));
  return spec.data;
}

type ClipProcessor = z.infer<typeof clipProcessor>;

function resizeOf(size: ClipProcessor['size']): { shortestEdge: number } | { exact: [number, number] } {
  if (typeof size === 'number') return { shortestEdge: size };
  return 'shortest_edge' in size
    ? { shortestEdge: size.shortest_edge }
    : { exact: [size.height, size.width] };
}

function cropOf(size: ClipProcessor['crop_size']): { height: number; width: number } {
  return typeof size === 'number' ? { height: size, width: size } : size;
}

function bad(file: string, what: string): UserError {
  return new UserError({
    code: 'bad_preprocessor_config',
    message: `${file} does not describe preprocessing that Evenhand can do: ${what}`,
    hint: 'Describe it under `preprocess` in a model.yaml, which goes before preprocessor_config.json.',
  });
}
