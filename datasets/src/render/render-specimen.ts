import sharp from 'sharp';
import type { Description } from '../labels.js';
import type { Random } from '../random.js';
import { card } from './card.js';
import { photograph } from './photograph.js';

/**
 * One image of the demo as PNG, 128 pixels square.
 * The same arguments give the same bytes on one machine; another platform's SVG renderer may differ in single pixels,
 * so that digests of images are per platform, while labels are the same everywhere.
 */
export async function renderSpecimen(description: Description, random: Random): Promise<Buffer> {
  const drawing = Buffer.from(card(description, random.fork('card')));
  const { data, info } = await sharp(drawing).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  photograph(data, info.width, { ...description, random: random.fork('photograph') });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png({ compressionLevel: 2, adaptiveFiltering: true, palette: false })
    .toBuffer();
}
