/** For tests: what Pillow makes of the images in fixtures/preprocess (written there by make_golden.py). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type PreprocessSpec, preprocessSpec, type Resample } from '@evenhand/contracts';

interface GoldenBytes {
  sha256: string;
  /** The bytes themselves, where they are few. */
  base64?: string;
}

interface GoldenImage {
  mode: string;
  width: number;
  height: number;
  decoded: GoldenBytes;
  resized: ({ width: number; height: number; resample: Resample } & GoldenBytes)[];
}

interface GoldenFile {
  images: Record<string, GoldenImage>;
  /** Image → why Pillow refuses it. */
  refused: Record<string, string>;
  modelInputs: ({ image: string; spec: unknown } & GoldenBytes)[];
  /** Height, width, shortest edge, resized height, resized width. */
  resizedSizes: [number, number, number, number, number][];
}

const folder = new URL('../../fixtures/preprocess/', import.meta.url);
const file = JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as GoldenFile;

export const goldenImages = Object.entries(file.images).map(([name, image]) => ({ name, ...image }));
export const { resizedSizes } = file;
export const refusedImages = Object.keys(file.refused);
export const goldenInputs: ({ image: string; spec: PreprocessSpec } & GoldenBytes)[] = file.modelInputs.map(
  (input) => ({ ...input, spec: preprocessSpec.parse(input.spec) }),
);

export function fixturePath(name: string): string {
  return fileURLToPath(new URL(name, folder));
}

export function readFixture(name: string): Uint8Array {
  return readFileSync(new URL(name, folder));
}
