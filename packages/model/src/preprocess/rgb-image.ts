/** Raw interleaved 8-bit RGB: 3 × height × width bytes, rows from the top. */
export interface RgbImage {
  data: Uint8Array;
  height: number;
  width: number;
}
