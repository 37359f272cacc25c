import { join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { MODEL_FILE } from '../onnx/write-onnx.js';
import type { ModelPackage } from '../package/model-package.js';
import { type ProbeRequest, probe } from './probe.js';
import { listProviders, type Provider } from './providers.js';

/** float32 sums in another order differ by 1e-6 to 1e-5 of the largest value; half precision by 1e-3. */
export const MAX_DIFFERENCE = 1e-4;

/** A model that runs mostly on the CPU does not run on the device that the result would name. */
export const MIN_SHARE = 0.5;

/** A simulated graphics card is hundreds of times slower than the CPU; a real one is never that far behind. */
const HOPELESS = 5;

/** Loading a large model onto a card takes a few seconds; what takes longer is not worth waiting for. */
const LIMIT_SECONDS = 30;

/** The provider of that name. @throws UserError `unknown_device`, `device_unavailable` */
export function requireProvider(device: string): Provider {
  const providers = listProviders();
  const provider = providers.find(({ name }) => name === device);
  if (provider === undefined) {
    throw new UserError({
      code: 'unknown_device',
      message: `There is no device "${device}" in onnxruntime for ${process.platform} on ${process.arch}.`,
      hint: `Devices here: auto, ${providers.map(({ name }) => name).join(', ')}. \`evenhand doctor\` says which are usable.`,
    });
  }
  if (!provider.installed)
    throw deviceUnavailable(provider, "onnxruntime's libraries for it are not installed");
  return provider;
}

/** The error where a device that was asked for is not there. */
export function deviceUnavailable({ name, howToGet }: Provider, why: string, cause?: unknown): UserError {
  return new UserError({
    code: 'device_unavailable',
    message: `The device ${name} cannot be used: ${why}.`,
    hint: `${howToGet}\nOr run with --device cpu.`,
    cause,
  });
}

/**
 * `auto`: WebGPU where it works, gives what the CPU gives and is faster on this model; else the CPU. A small check
 * comes first, because it is over in a moment where there is no graphics card.
 */
export async function fastestDevice(pkg: ModelPackage, threads: number | undefined): Promise<Provider> {
  const providers = listProviders();
  const candidate = providers.find(({ name, installed }) => name === 'webgpu' && installed);
  if (candidate !== undefined) {
    const request = { provider: candidate.name, threads };
    const model = trialModel(pkg);
    if ((await keepsUp(request, HOPELESS)) && (await keepsUp({ ...request, model }, 1))) return candidate;
  }
  return requireProvider('cpu');
}

/** Whether the device takes at most `factor` times as long as the CPU and gives the same. */
async function keepsUp(request: ProbeRequest, factor: number): Promise<boolean> {
  const reply = await probe(request, LIMIT_SECONDS);
  return (
    reply.ok &&
    reply.share >= MIN_SHARE &&
    reply.difference <= MAX_DIFFERENCE &&
    reply.seconds.device <= factor * reply.seconds.cpu
  );
}

/** A package as the probe takes it. */
export function trialModel({ dir, input: { height, width, layout } }: ModelPackage): ProbeRequest['model'] {
  const sample = layout === 'NCHW' ? [3, height, width] : [height, width, 3];
  return { file: join(dir, MODEL_FILE), sample };
}
