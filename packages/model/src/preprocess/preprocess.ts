import type { PreprocessSpec } from '@evenhand/contracts';
import { cropAxis, outputGeometry, resizedSize } from './geometry.js';
import { resize } from './resize.js';
import type { RgbImage } from './rgb-image.js';

/**
 * From decoded bytes to model input: resize, centre crop (padding with zero bytes), rescale, normalise, arrange.
 * Equals Hugging Face's CLIPImageProcessor with Pillow, to the last bit.
 * @returns a function whose result holds 3 × height × width values, see {@link outputGeometry}.
 * @throws UserError `input_size_not_fixed`.
 */
export function createPreprocessor(spec: PreprocessSpec): (image: RgbImage) => Float32Array<ArrayBuffer> {
  const { height, width } = outputGeometry(spec);
  const [red, green, blue] = valueTables(spec);
  const channelStep = spec.layout === 'NCHW' ? height * width : 1;
  const pixelStep = spec.layout === 'NCHW' ? 1 : 3;
  const redAt = spec.channelOrder === 'RGB' ? 0 : 2 * channelStep;
  const blueAt = spec.channelOrder === 'RGB' ? 2 * channelStep : 0;

  return (image) => {
    const size = resizedSize(spec, image);
    const rows = cropAxis(size.height, height);
    const columns = cropAxis(size.width, width);
    const resample = spec.resize?.resample ?? 'nearest';
    const { data, ...kept } = resize(image, { size, rows, columns, resample });
    const pixels = new Float32Array(3 * height * width);
    if (kept.height < height || kept.width < width) {
      for (let at = 0; at < height * width; at++) {
        const base = at * pixelStep;
        pixels[base + redAt] = red[0] as number;
        pixels[base + channelStep] = green[0] as number;
        pixels[base + blueAt] = blue[0] as number;
      }
    }
    let from = 0;
    for (let row = 0; row < kept.height; row++) {
      let base = ((rows.padding + row) * width + columns.padding) * pixelStep;
      for (let column = 0; column < kept.width; column++) {
        pixels[base + redAt] = red[data[from] as number] as number;
        pixels[base + channelStep] = green[data[from + 1] as number] as number;
        pixels[base + blueAt] = blue[data[from + 2] as number] as number;
        base += pixelStep;
        from += 3;
      }
    }
    return pixels;
  };
}

type Table = Float32Array;

/**
 * What each byte becomes, per channel in RGB order. As numpy does it for the reference: the product in double
 * precision and rounded, then difference and quotient in single precision.
 */
function valueTables({ rescale, mean, std }: PreprocessSpec): [Table, Table, Table] {
  const table = (channel: 0 | 1 | 2): Table =>
    Float32Array.from({ length: 256 }, (_, byte) => {
      const difference = Math.fround(Math.fround(byte * rescale) - Math.fround(mean[channel]));
      return difference / Math.fround(std[channel]);
    });
  return [table(0), table(1), table(2)];
}
