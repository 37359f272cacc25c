import type { Sample, SampleFailure } from '@evenhand/contracts';
import type { ImagePool, ImageWarning, ModelSession } from '@evenhand/model';
import { withoutUnscored } from './without-unscored.js';

/** A sample and its place in the data set. */
export interface IndexedSample {
  index: number;
  sample: Sample;
}

export interface InferredBatch {
  /** The samples that the model saw, in the order of the scores. */
  samples: IndexedSample[];
  failures: { index: number; failure: SampleFailure }[];
  /** Task → `samples.length` × labels probabilities. */
  scores: Map<string, Float32Array>;
  /** Warning codes of this batch's images, with how many images each concerns. */
  warnings: Map<ImageWarning, number>;
}

export interface InferOptions {
  samples: Iterable<IndexedSample>;
  pool: ImagePool;
  session: ModelSession;
  batchSize: number;
  /** Float32 values per image. */
  imageLength: number;
  /** Stops taking new samples; the batch in flight is still given out. */
  signal: AbortSignal;
}

interface AssembledBatch extends Omit<InferredBatch, 'scores'> {
  input: Float32Array;
}

/**
 * Images being prepared ahead of the batch that is being assembled, in batches. The model occupies this thread while
 * it computes, so what the threads shall do in that time must have been handed out before.
 */
const batchesAhead = 2;

/**
 * Images → scores, as an overlapped pipeline with bounded memory: while the model works on one batch, threads
 * prepare the next ones and the caller stores the one before. At most (`batchesAhead` + 2) batches are in memory.
 */
export async function* inferBatches(options: InferOptions): AsyncGenerator<InferredBatch> {
  const assembler = createAssembler(options);
  let running: { batch: AssembledBatch; scores: Promise<Map<string, Float32Array>> } | undefined;
  try {
    while (true) {
      const batch = await assembler.next();
      const finished = running && { batch: running.batch, scores: await running.scores };
      running = batch && { batch, scores: infer(options.session, batch) };
      // A rejection is awaited in the next round; until then it must not count as unhandled.
      running?.scores.catch(() => {});
      if (finished) yield withoutUnscored(toInferred(finished.batch, finished.scores));
      if (!running) return;
    }
  } finally {
    await running?.scores.catch(() => {});
    await assembler.drain();
  }
}

async function infer(session: ModelSession, batch: AssembledBatch): Promise<Map<string, Float32Array>> {
  return batch.samples.length === 0 ? new Map() : session.run(batch.input, batch.samples.length);
}

function toInferred(batch: AssembledBatch, scores: Map<string, Float32Array>): InferredBatch {
  return { samples: batch.samples, failures: batch.failures, warnings: batch.warnings, scores };
}

function createAssembler(options: InferOptions): {
  next(): Promise<AssembledBatch | undefined>;
  drain(): Promise<void>;
} {
  const { pool, batchSize, imageLength, signal } = options;
  const source = options.samples[Symbol.iterator]();
  const queue: { item: IndexedSample; prepared: ReturnType<ImagePool['prepare']> }[] = [];
  // Two buffers take turns: one is read by the model while the other is filled.
  const buffers = [new Float32Array(batchSize * imageLength), new Float32Array(batchSize * imageLength)];
  let turn = 0;

  const refill = (): void => {
    while (queue.length < batchSize * batchesAhead && !signal.aborted) {
      const { value: item, done } = source.next();
      if (done) return;
      queue.push({ item, prepared: prepare(pool, item.sample) });
    }
  };

  return {
    async next() {
      const buffer = buffers[turn] ?? new Float32Array(batchSize * imageLength);
      turn = 1 - turn;
      const batch = {
        samples: [] as IndexedSample[],
        failures: [] as InferredBatch['failures'],
        warnings: new Map<ImageWarning, number>(),
      };
      refill();
      while (batch.samples.length < batchSize && batch.failures.length < batchSize) {
        const entry = signal.aborted ? undefined : queue.shift();
        if (!entry) break;
        refill();
        const { item } = entry;
        const prepared = await entry.prepared;
        if (prepared.ok) {
          buffer.set(prepared.pixels, batch.samples.length * imageLength);
          batch.samples.push(item);
          for (const code of prepared.warnings) batch.warnings.set(code, (batch.warnings.get(code) ?? 0) + 1);
        } else {
          const failure = { sample: item.sample.id, code: prepared.code, message: prepared.message };
          batch.failures.push({ index: item.index, failure });
        }
      }
      if (batch.samples.length + batch.failures.length === 0) return undefined;
      return { ...batch, input: buffer.subarray(0, batch.samples.length * imageLength) };
    },
    async drain() {
      await Promise.allSettled(queue.map((entry) => entry.prepared));
    },
  };
}

function prepare(pool: ImagePool, { path, cell, sha256 }: Sample): ReturnType<ImagePool['prepare']> {
  if (path !== null) return pool.prepare({ path, cell }, { sha256 });
  return Promise.resolve({ ok: false, code: 'missing_file', message: 'the sample has no image' });
}
