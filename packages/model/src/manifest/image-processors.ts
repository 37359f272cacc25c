/** [R, G, B] */
type PerChannel = [number, number, number];

/** What an image processor of transformers does where its configuration says nothing: its constructor's defaults. */
export interface ImageProcessor {
  size: { shortest_edge: number } | { height: number; width: number };
  /** What an integer `size` means. */
  integerSize: 'shortest_edge' | 'square';
  /** Pillow's number of the filter. */
  resample: number;
  /** Side of the centre crop; undefined where the processor does not know `do_center_crop`. */
  crop?: number;
  /** Where the crop is this share of the resized image (ConvNeXt). */
  cropShare?: number;
  mean: PerChannel;
  std: PerChannel;
}

const HALF: PerChannel = [0.5, 0.5, 0.5];
const OPENAI_CLIP = {
  mean: [0.48145466, 0.4578275, 0.40821073] as PerChannel,
  std: [0.26862954, 0.26130258, 0.27577711] as PerChannel,
};
const STANDARD = { mean: HALF, std: HALF };
const square = (side: number): { height: number; width: number } => ({ height: side, width: side });

const clip: ImageProcessor = {
  size: { shortest_edge: 224 },
  integerSize: 'shortest_edge',
  resample: 3,
  crop: 224,
  ...OPENAI_CLIP,
};
const beit: ImageProcessor = {
  size: square(256),
  integerSize: 'square',
  resample: 3,
  crop: 224,
  ...STANDARD,
};
const mobileNet: ImageProcessor = {
  size: { shortest_edge: 256 },
  integerSize: 'shortest_edge',
  resample: 2,
  crop: 224,
  ...STANDARD,
};

/** By the name's stem, from transformers' image_processing_*.py. */
const PROCESSORS: Readonly<Record<string, ImageProcessor>> = {
  CLIP: clip,
  Bit: clip,
  ViT: { size: square(224), integerSize: 'square', resample: 2, ...STANDARD },
  DeiT: beit,
  Beit: beit,
  Siglip: { size: square(224), integerSize: 'square', resample: 3, ...STANDARD },
  // ResNet, RegNet and Van use it as well.
  ConvNext: {
    size: { shortest_edge: 384 },
    integerSize: 'shortest_edge',
    resample: 2,
    cropShare: 224 / 256,
    ...STANDARD,
  },
  MobileNetV1: mobileNet,
  MobileNetV2: mobileNet,
};

/** The processor of that `image_processor_type` or `feature_extractor_type`; CLIP's where there is none. */
export function imageProcessor(type: string | undefined): ImageProcessor | undefined {
  if (type === undefined) return clip;
  const stem = /^(\w+?)(?:ImageProcessor(?:Fast)?|FeatureExtractor)$/u.exec(type)?.[1];
  return stem !== undefined && Object.hasOwn(PROCESSORS, stem) ? PROCESSORS[stem] : undefined;
}
