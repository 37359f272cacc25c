/** The writer's thread: takes bulks one after the other, and sleeps while there is nothing to write. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Db } from '../database.js';
import { insertDataset } from '../datasets/insert-dataset.js';
import { closeDatabase, openDatabase } from '../open-database.js';
import { appendSamples } from '../predictions/append-samples.js';
import type { PredictionBatch } from '../predictions/prediction-batch.js';
import type { StoredDataset } from '../types.js';
import type { FromWriter, Job, ToWriter, WriterStart } from './messages.js';
import { type SampleBatch, unpackSamples } from './sample-batches.js';
import { toSent } from './sent-error.js';

const port = parentPort;
if (!port) throw new Error('writer-worker.js runs as a worker thread only');
const inbox = port;
const { file, sent } = workerData as WriterStart;

let isOpen = true;
while (isOpen) {
  const message = next();
  if (message.type === 'begin') say(write(message.job));
  if (message.type === 'close') isOpen = false;
  // Batches of a bulk that has failed are passed over.
}

function write(job: Job): FromWriter {
  try {
    const db = openDatabase({ file });
    try {
      return { type: 'done', result: store(db, job) };
    } finally {
      closeDatabase(db);
    }
  } catch (error) {
    return { type: 'failed', error: toSent(error) };
  }
}

function store(db: Db, job: Job): StoredDataset | undefined {
  switch (job.job) {
    case 'dataset':
      return insertDataset(db, { ...job.dataset, samples: unpackSamples(batches<SampleBatch>()) });
    case 'predictions':
      appendSamples(db, { ...job, batches: batches<PredictionBatch>() });
      return undefined;
  }
}

/** The rest of the bulk. Throws where it is not wanted any more. */
function* batches<Content extends object>(): Generator<Content> {
  for (;;) {
    const message = next();
    switch (message.type) {
      case 'batch':
        say({ type: 'taken' });
        yield message.content as Content;
        continue;
      case 'end':
        if (message.keep) return;
        break;
      case 'close':
        isOpen = false;
        break;
      case 'begin':
    }
    throw new Error('the bulk was given up');
  }
}

/** Waits for a message. This thread has nothing else to do, and those who write ask for one row after the other. */
function next(): ToWriter {
  for (;;) {
    const seen = Atomics.load(sent, 0);
    const received: { message: ToWriter } | undefined = receiveMessageOnPort(inbox);
    if (received) return received.message;
    Atomics.wait(sent, 0, seen);
  }
}

function say(message: FromWriter): void {
  inbox.postMessage(message);
}
