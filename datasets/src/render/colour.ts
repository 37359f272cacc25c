/** sRGB, each channel from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** `#rrggbb` → channels. */
export function colour(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Share `amount` (0 to 1) of `b`, the rest of `a`. */
export function mix(a: Colour, b: Colour, amount: number): Colour {
  return [a[0] + (b[0] - a[0]) * amount, a[1] + (b[1] - a[1]) * amount, a[2] + (b[2] - a[2]) * amount];
}

/** Brightness of the colour without its hue (Rec. 601 weights). */
export function grey(value: Colour): Colour {
  const luma = 0.299 * value[0] + 0.587 * value[1] + 0.114 * value[2];
  return [luma, luma, luma];
}

export function css(value: Colour): string {
  return `rgb(${value.map((channel) => Math.round(Math.min(255, Math.max(0, channel)))).join(',')})`;
}
