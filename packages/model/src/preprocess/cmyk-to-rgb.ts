/**
 * Pillow's conversion without colour management (libImaging/Convert.c): channel = (255 - K) × (255 - ink) / 255,
 * with its rounding of the product.
 * @param cmyk interleaved 8-bit C, M, Y, K, where 255 is full ink.
 */
export function cmykToRgb(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((cmyk.length / 4) * 3);
  for (let from = 0, to = 0; from < cmyk.length; from += 4, to += 3) {
    const light = 255 - (cmyk[from + 3] as number);
    for (let ink = 0; ink < 3; ink++) {
      const product = (cmyk[from + ink] as number) * light + 128;
      rgb[to + ink] = light - (((product >> 8) + product) >> 8);
    }
  }
  return rgb;
}
