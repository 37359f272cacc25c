/** Worker thread of the image pool: one job in, one prepared image out, its pixels transferred, not copied. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PreprocessSpec } from '@evenhand/contracts';
import sharp from 'sharp';
import { type ImageJob, prepareImage } from './prepare-image.js';
import type { PreparedImage } from './prepared-image.js';
import { createPreprocessor } from './preprocess.js';
import type { WorkerMessage } from './worker-pool.js';

// Every image is decoded once, so a cache only costs memory; the pool is the parallelism.
sharp.cache(false);
sharp.concurrency(1);

const port = parentPort;
if (!port) throw new Error('image-worker.js runs as a worker thread only');
const spec = workerData as PreprocessSpec;
const tools = { spec, preprocess: createPreprocessor(spec) };

// One image at a time: several large ones decoded at once would fill the memory.
let last: Promise<void> = Promise.resolve();
port.on('message', (job: ImageJob) => {
  last = last.then(async () => {
    const answer = await prepareImage(job, tools);
    const message: WorkerMessage<PreparedImage> = { type: 'answer', answer };
    port.postMessage(message, answer.ok ? [answer.pixels.buffer] : []);
  });
});
port.postMessage({ type: 'ready' } satisfies WorkerMessage<PreparedImage>);
