import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { userErrorOf } from '../testing/user-error.js';
import { readPreprocessorConfig } from './preprocessor-config.js';

async function read(config: unknown): ReturnType<typeof readPreprocessorConfig> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'preprocessor_config.json');
  await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config));
  return await readPreprocessorConfig(file);
}

const clip = {
  convert: 'RGB',
  exifOrientation: 'ignore',
  resize: { shortestEdge: 224, resample: 'bicubic' },
  crop: { height: 224, width: 224 },
  rescale: 1 / 255,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  layout: 'NCHW',
  channelOrder: 'RGB',
};

describe('readPreprocessorConfig', () => {
  it("takes CLIPImageProcessor's defaults for what is left out", async () => {
    expect(await read({})).toEqual(clip);
    expect(await read({ feature_extractor_type: 'CLIPFeatureExtractor', size: 224, crop_size: 224 })).toEqual(
      clip,
    );
  });

  it('reads sizes in every spelling', async () => {
    const resizeOf = async (size: unknown) => (await read({ size })).resize;
    expect(await resizeOf(96)).toEqual({ shortestEdge: 96, resample: 'bicubic' });
    expect(await resizeOf({ shortest_edge: 96 })).toEqual({ shortestEdge: 96, resample: 'bicubic' });
    expect(await resizeOf({ height: 90, width: 80 })).toEqual({ exact: [90, 80], resample: 'bicubic' });
    expect((await read({ crop_size: 64 })).crop).toEqual({ height: 64, width: 64 });
    expect((await read({ crop_size: { height: 64, width: 32 } })).crop).toEqual({ height: 64, width: 32 });
  });

  it("names the filters as Pillow's integers do", async () => {
    const names = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (resample) => (await read({ resample })).resize),
    );
    expect(names.map((resize) => resize?.resample)).toEqual([
      'nearest',
      'lanczos',
      'bilinear',
      'bicubic',
      'box',
      'hamming',
    ]);
  });

  it('leaves out the steps that are switched off', async () => {
    const off = { do_resize: false, do_center_crop: false, do_rescale: false, do_normalize: false };
    const { resize: _resize, crop: _crop, ...rest } = clip;
    expect(await read(off)).toEqual({ ...rest, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] });
    expect((await read({ do_rescale: true, rescale_factor: 0.5 })).rescale).toBe(0.5);
  });

  it('refuses what it does not know how to do', async () => {
    const cases: [unknown, string][] = [
      [
        { image_processor_type: 'EfficientNetImageProcessor' },
        'EfficientNetImageProcessor is not a known image processor',
      ],
      [{ do_pad: true }, 'do_pad is a step'],
      [{ size: { shortest_edge: 224, longest_edge: 300 } }, 'size'],
      [{ size: { longest_edge: 224 } }, 'size'],
      [{ crop_size: { shortest_edge: 224 } }, 'crop_size'],
      [{ resample: 6 }, 'resample'],
      [{ image_mean: [0.5] }, 'image_mean'],
      [{ image_std: [0, 1, 1] }, 'must be positive'],
      ['<html>', 'JSON'],
    ];
    for (const [config, message] of cases) {
      const error = await userErrorOf(read(config));
      expect({ code: error.code, message: error.message }).toEqual({
        code: 'bad_preprocessor_config',
        message: expect.stringContaining(message),
      });
    }
    expect(await read({ do_pad: false, processor_class: 'CLIPProcessor' })).toEqual(clip);
  });
});

/** Configurations as published, and what transformers 4 does with them. */
describe('image processors of other models', () => {
  const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
  const imageNet = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };

  it('ViT squeezes to a square, bilinear', async () => {
    const spec = { ...clip, ...half, resize: { exact: [224, 224], resample: 'bilinear' } };
    const { crop: _crop, ...vit } = spec;
    expect(await read({ image_processor_type: 'ViTImageProcessor' })).toEqual(vit);
    expect(await read({ feature_extractor_type: 'ViTFeatureExtractor', size: 224, resample: 2 })).toEqual(
      vit,
    );
    const written = { image_processor_type: 'ViTImageProcessorFast', size: { height: 224, width: 224 } };
    expect(await read({ ...written, crop_size: null, do_pad: null, do_convert_rgb: null })).toEqual(vit);
    const swin = await read({ feature_extractor_type: 'ViTFeatureExtractor', ...imageNet, resample: 3 });
    expect(swin).toEqual({
      ...vit,
      mean: imageNet.image_mean,
      std: imageNet.image_std,
      resize: { exact: [224, 224], resample: 'bicubic' },
    });
  });

  it('DeiT and BEiT squeeze and crop', async () => {
    expect(await read({ image_processor_type: 'DeiTImageProcessor' })).toEqual({
      ...clip,
      ...half,
      resize: { exact: [256, 256], resample: 'bicubic' },
    });
    const deit = { feature_extractor_type: 'DeiTFeatureExtractor', size: 256, crop_size: 224, ...imageNet };
    expect((await read(deit)).crop).toEqual({ height: 224, width: 224 });
    const beit = await read({
      feature_extractor_type: 'BeitFeatureExtractor',
      do_center_crop: false,
      size: 224,
      do_reduce_labels: true,
    });
    expect(beit.resize).toEqual({ exact: [224, 224], resample: 'bicubic' });
    expect(beit.crop).toBeUndefined();
  });

  it('ConvNeXt and ResNet crop a share of small images and squeeze large ones', async () => {
    const resnet = await read({
      feature_extractor_type: 'ConvNextFeatureExtractor',
      crop_pct: 0.875,
      size: 224,
      resample: 3,
      ...imageNet,
    });
    expect(resnet.resize).toEqual({ shortestEdge: 256, resample: 'bicubic' });
    expect(resnet.crop).toEqual({ height: 224, width: 224 });
    const odd = await read({
      image_processor_type: 'ConvNextImageProcessor',
      crop_pct: 0.95,
      size: { shortest_edge: 224 },
    });
    // int(224 / 0.95)
    expect(odd.resize).toEqual({ shortestEdge: 235, resample: 'bilinear' });
    const large = await read({ image_processor_type: 'ConvNextImageProcessor' });
    expect(large.resize).toEqual({ exact: [384, 384], resample: 'bilinear' });
    expect(large.crop).toBeUndefined();
  });

  it('SigLIP squeezes, bicubic; MobileNet crops', async () => {
    const siglip = await read({
      image_processor_type: 'SiglipImageProcessor',
      size: { height: 384, width: 384 },
      do_convert_rgb: true,
    });
    expect(siglip).toMatchObject({ ...half, resize: { exact: [384, 384], resample: 'bicubic' } });
    expect(siglip.crop).toBeUndefined();
    expect(await read({ image_processor_type: 'MobileNetV2ImageProcessor' })).toMatchObject({
      ...half,
      resize: { shortestEdge: 256, resample: 'bilinear' },
      crop: { height: 224, width: 224 },
    });
  });

  it('refuses what versions of a processor disagree about', async () => {
    const crop = { image_processor_type: 'ViTImageProcessor', do_center_crop: true };
    expect((await userErrorOf(read(crop))).message).toContain(
      'do_center_crop is no step of ViTImageProcessor',
    );
    const box = { image_processor_type: 'ConvNextImageProcessor', size: { height: 224, width: 224 } };
    expect((await userErrorOf(read(box))).message).toContain('shortest_edge');
  });
});
