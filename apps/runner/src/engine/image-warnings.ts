import type { RunWarning } from '@evenhand/contracts';

const messages: Record<string, string> = {
  cmyk_converted: 'CMYK images were converted to RGB with the plain formula; their colours are approximate',
  sixteen_bit_reduced: 'images with more than 8 bits per channel were reduced to their high 8 bits',
  first_frame_used: 'animated or multi-page images: the first frame was used',
};

/** A warning about images, by the code that preprocessing gives it. */
export function imageWarning(code: string, count: number): RunWarning {
  return { code, message: messages[code] ?? code.replaceAll('_', ' '), count };
}
