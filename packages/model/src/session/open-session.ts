import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import type { InferenceSession } from 'onnxruntime-node';
import { MODEL_FILE } from '../onnx/write-onnx.js';
import type { ModelPackage } from '../package/model-package.js';
import { deviceUnavailable, fastestDevice, MIN_SHARE, requireProvider, trialModel } from './choose-device.js';
import { createOrtSession, isCpuFallbackRefusal } from './create-ort-session.js';
import { ortErrorMessage } from './ort-error.js';
import { probe } from './probe.js';
import type { Provider } from './providers.js';
import { fixedBatch, runTasks } from './run-tasks.js';

export interface OpenSessionOptions {
  /** `auto`, `cpu`, `webgpu`, `cuda`, or another execution provider of onnxruntime. */
  device: string;
  /** Threads of the CPU provider; as many as onnxruntime chooses where left out. */
  threads?: number | undefined;
}

/** A loaded model. One per process: onnxruntime keeps memory of released sessions. Not for worker threads. */
export interface ModelSession {
  /** The device that really runs the model, never `auto`. */
  device: string;
  precision: 'fp32';
  /** The model's own batch size, where it takes no other; `null` where any will do. Padding is done inside. */
  batch: number | null;
  /**
   * Scores `count` images. The model occupies the calling thread until it is done.
   *
   * @param input `count` preprocessed images one after the other, in the package's layout
   * @returns per task name, `count` × labels probabilities in output order; NaN where the model gave no finite score
   */
  run(input: Float32Array, count: number): Promise<Map<string, Float32Array>>;
  close(): Promise<void>;
}

/**
 * Loads a model onto a device. A device that was asked for by name is used or refused, never replaced.
 *
 * @throws UserError `unknown_device`, `device_unavailable`, `bad_package`
 */
export async function openSession(
  pkg: ModelPackage,
  { device, threads }: OpenSessionOptions,
): Promise<ModelSession> {
  const provider = device === 'auto' ? await fastestDevice(pkg, threads) : requireProvider(device);
  const session = await openOn(provider, pkg, threads);
  const batch = fixedBatch(session, pkg.manifest.input);
  return {
    device: provider.name,
    precision: 'fp32',
    batch,
    run: (input, count) => runTasks(session, { pkg, batch, input, count }),
    close: () => session.release(),
  };
}

async function openOn(
  provider: Provider,
  pkg: ModelPackage,
  threads: number | undefined,
): Promise<InferenceSession> {
  const file = join(pkg.dir, MODEL_FILE);
  const options = { provider: provider.name, threads };
  if (provider.name === 'cpu') {
    return await createOrtSession(file, options).catch((cause: unknown) => {
      throw unreadable(pkg, cause);
    });
  }
  try {
    return await createOrtSession(file, { ...options, strict: true });
  } catch (error) {
    if (!isCpuFallbackRefusal(error)) throw deviceUnavailable(provider, ortErrorMessage(error), error);
    await requirePlacement(provider, pkg);
    return await createOrtSession(file, options);
  }
}

/** Some nodes may run on the CPU, but a session that runs mostly there must not go by the device's name. */
async function requirePlacement(provider: Provider, pkg: ModelPackage): Promise<void> {
  const reply = await probe({ provider: provider.name, model: trialModel(pkg) }, PLACEMENT_LIMIT_SECONDS);
  if (!reply.ok) throw deviceUnavailable(provider, reply.error);
  if (reply.share >= MIN_SHARE) return;
  const percent = Math.round(100 * reply.share);
  throw new UserError({
    code: 'device_unavailable',
    message: `The device ${provider.name} can run only ${percent} % of this model's operations.`,
    hint: 'Run this model with --device cpu.',
  });
}

/** Asked for by name, a slow device may take its time. */
const PLACEMENT_LIMIT_SECONDS = 600;

function unreadable(pkg: ModelPackage, cause: unknown): UserError {
  return new UserError({
    code: 'bad_package',
    message: `onnxruntime cannot load the model in ${pkg.dir}: ${ortErrorMessage(cause)}.`,
    hint: 'Its files may be damaged. Remove the model and add it again from its source.',
    cause,
  });
}
