/** The formats that are decoded. */
export type ImageFormat = 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'TIFF';

/** Name, where the signature stands, and its bytes as Latin-1. */
type Signature<Name extends string> = readonly [Name, at: number, text: string];

const decoded: readonly Signature<ImageFormat>[] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG\r\n\x1a\n'],
  ['WebP', 8, 'WEBP'],
  ['GIF', 0, 'GIF8'],
  ['TIFF', 0, 'II*\0'],
  ['TIFF', 0, 'MM\0*'],
];

/** Files that often stand where an image should be, so that the message can name them. */
const refused: readonly Signature<string>[] = [
  ['an HTML page', 0, '<!doctype html'],
  ['an HTML page', 0, '<html'],
  ['an SVG drawing', 0, '<svg'],
  ['a BMP image', 0, 'bm'],
  ['an AVIF or HEIF image', 4, 'ftyp'],
  ['a JPEG 2000 image', 4, 'jp  '],
  ['a Git LFS pointer, its content was never fetched', 0, 'version https://git-lfs'],
];

/** Format by signature; what a file is called says nothing about what is in it. */
export function imageFormat(bytes: Uint8Array): ImageFormat | { refused: string } {
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  const format = decoded.find(([, at, text]) => start.startsWith(text, at));
  if (format) return format[0];
  const text = start.trimStart().toLowerCase();
  const other = refused.find(([, at, signature]) => text.startsWith(signature, at));
  const what = other ? `This is ${other[0]}` : 'This is not an image of a known format';
  return { refused: `${what}; JPEG, PNG, WebP, GIF and TIFF can be read.` };
}
