import { env } from 'onnxruntime-node';
import sharp from 'sharp';

/** Versions of what decides a result besides Evenhand itself: the inference engine and the image decoder. */
export function softwareVersions(): Record<string, string> {
  return {
    'onnxruntime-node': env.versions.node ?? env.versions.common,
    sharp: sharp.versions.sharp ?? 'unknown',
  };
}
