import { Worker } from 'node:worker_threads';
import type { PreprocessSpec } from '@evenhand/contracts';
import { createImageReader, type ImagePlace } from '@evenhand/images';
import { outputGeometry } from './geometry.js';
import { maxFileBytes } from './image-limits.js';
import type { ImageJob } from './prepare-image.js';
import type { PreparedImage } from './prepared-image.js';
import { createWorkerPool } from './worker-pool.js';

export interface ImagePoolOptions {
  spec: PreprocessSpec;
  /**
   * Worker threads; each prepares one image at a time. They decode on libuv's pool, which has four threads unless
   * UV_THREADPOOL_SIZE was set before Node started, so more than four need that too.
   */
  threads: number;
}

export interface ImagePool {
  /**
   * Reads, checks, decodes and preprocesses one image. Trouble with the image is a value; the promise rejects only
   * when the pool is closed or its threads cannot start. Images in Parquet files should come in the files' order.
   * @param options.sha256 SHA-256 (hex) that the bytes must have; others are the failure `image_changed`.
   */
  prepare(place: ImagePlace, options?: { sha256?: string | undefined }): Promise<PreparedImage>;
  /** Stops the threads; images still waiting are rejected. May be called again. */
  close(): Promise<void>;
}

/**
 * Worker threads that turn image files into model input. They keep the process alive until `close()`.
 * @throws UserError `input_size_not_fixed`, see {@link outputGeometry}.
 */
export function createImagePool({ spec, threads }: ImagePoolOptions): ImagePool {
  outputGeometry(spec);
  const pool = createWorkerPool<ImageJob, PreparedImage>({
    startWorker: () => new Worker(new URL('./image-worker.js', import.meta.url), { workerData: spec }),
    threads,
    answerForDeath: (reason) => ({
      ok: false,
      code: 'unreadable_image',
      message: `The thread that was preparing this image died: ${reason}.`,
    }),
  });
  const reader = createImageReader();
  return {
    prepare(place, { sha256 } = {}) {
      if (place.cell === undefined) return pool.run({ image: place.path, sha256 });
      // Here and not in the threads: a page of a Parquet file holds many images, and each thread would decode it.
      const read = reader.read(place, maxFileBytes);
      return read.ok ? pool.run({ image: read.bytes, sha256 }) : Promise.resolve(read);
    },
    close: () => pool.close(),
  };
}
