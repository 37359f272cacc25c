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
        { image_processor_type: 'ConvNextImageProcessor' },
        'ConvNextImageProcessor is not a known image processor',
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
